import { inEnglish } from '@migration-tags/simulator';
import { entitiesOfFile, entityInWords } from '../../preview/index.ts';
import { openSession } from '../input/analysis-session.ts';
import { displayPath } from '../input/paths.ts';
import { readSources } from '../input/source-files.ts';
import type { CliIo } from '../io.ts';
import { entityTable } from '../output/entity-table.ts';
import { paletteOf } from '../output/palette.ts';
import { printJson, printLines, widthOf } from '../output/print.ts';
import { progressOver } from '../output/progress.ts';

export const analyzeCommand = (
  io: CliIo,
  paths: readonly string[],
  options: { readonly json?: boolean; readonly config?: string },
): void => {
  const sources = readSources(io, paths);
  const { analyzer, configuration } = openSession(io, sources, options.config);
  const nameOf = (file: string): string => displayPath(io, file);
  const entities = progressOver(io, 'Analysing', sources, ({ path }) =>
    entitiesOfFile(analyzer, path, configuration.environment, nameOf).map((entity) =>
      entityInWords(entity, inEnglish),
    ),
  ).flat();
  analyzer.dispose();
  if (options.json) printJson(io, { schema: 1, entities });
  else if (entities.length === 0) printLines(io, ['No code entities.']);
  else printLines(io, entityTable(entities, widthOf(io), paletteOf(io)));
};
