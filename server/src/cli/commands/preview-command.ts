import { posix } from 'node:path';
import {
  ENGLISH,
  type Environment,
  formatBandwidth,
  formatBytes,
  formatDuration,
  inEnglish,
  say,
} from '@migration-tags/simulator';
import { type JsonEntity, type PreviewDocument, previewInWords, previewOfFile } from '../../preview/index.ts';
import { reportPage } from '../../preview/report-page.ts';
import { openSession } from '../input/analysis-session.ts';
import { displayPath } from '../input/paths.ts';
import { readEntry } from '../input/source-files.ts';
import { readTextFile, writeTextFile } from '../input/text-file.ts';
import { type CliIo, InputError } from '../io.ts';
import { entityTable } from '../output/entity-table.ts';
import { outcomeTable, PREVIEW_TITLES } from '../output/outcome-table.ts';
import { type Palette, paletteOf } from '../output/palette.ts';
import { printJson, printLines, widthOf, wrapped } from '../output/print.ts';
import { doubtLines, questionLines } from '../output/question-lines.ts';

export interface PreviewOptions {
  readonly json?: boolean;
  readonly html?: string;
  readonly all?: boolean;
  readonly config?: string;
}

const environmentLine = ({ vm, link, migration }: Environment): string =>
  inEnglish(
    say`${formatBytes(vm.memoryBytes)} VM, ${formatBandwidth(link.bandwidthBytesPerSecond)} link, ${migration.algorithm}, downtime limit ${formatDuration(migration.downtimeLimitSeconds)}`,
  );

/**
 * Without the entities that run inside a phase and say nothing of their own: they were merged into it. Where the phases
 * are no entities themselves, those that last long enough for the coordinator to react to.
 */
const telling = (
  { entities, places }: PreviewDocument,
  { coordinator }: Environment,
): readonly JsonEntity[] => {
  const spoken = entities.filter(
    (entity) =>
      entity.tag !== null ||
      places.some(
        ({ file, start }) =>
          file === entity.file &&
          start.line === entity.start.line &&
          start.character === entity.start.character,
      ),
  );
  if (spoken.length > 0) return spoken;
  const lasting = entities.filter(
    ({ durationMs }) => durationMs !== null && durationMs.likely >= coordinator.reactionSeconds * 1000,
  );
  return lasting.length > 0 ? lasting : entities;
};

const previewLines = (
  document: PreviewDocument,
  environment: Environment,
  { all }: PreviewOptions,
  width: number,
  paint: Palette,
): readonly string[] => {
  const shown = all ? document.entities : telling(document, environment);
  const hidden = document.entities.length - shown.length;
  const entities = shown.length === 0 ? ['No code entities.'] : entityTable(shown, width, paint);
  const more = hidden > 0 ? [paint('dim', `${hidden} more with --all`)] : [];
  const outcome =
    document.outcomes === null
      ? [
          ...wrapped('No outcome: the workload cannot be simulated. What stands in the way:', width),
          ...questionLines(document.questions, width),
        ]
      : [
          ...outcomeTable(document.outcomes, PREVIEW_TITLES, width, paint),
          '',
          ...document.notes.flatMap((note) => wrapped(note, width, '  ')),
          ...doubtLines(document.questions, width),
        ];
  return [
    paint('bold', `Preview of ${document.entry}`),
    environmentLine(environment),
    '',
    ...entities,
    ...more,
    '',
    ...outcome,
  ];
};

/** The report page's script is built beside the command line (scripts/bundles.ts). */
const readPageScript = (io: CliIo): string => {
  const script = posix.join(io.bundleFolder, 'preview-page.js');
  if (io.files.kindOf(script) !== 'file') {
    throw new InputError(
      `${displayPath(io, script)}: is missing, so --html cannot be written; run \`npm run build\`.`,
    );
  }
  return readTextFile(io, script, 'the report page’s script');
};

const readPageStyles = (io: CliIo): string => {
  const styles = posix.join(io.bundleFolder, 'preview-page.css');
  return io.files.kindOf(styles) === 'file' ? readTextFile(io, styles, 'the report page’s styles') : '';
};

export const previewCommand = (io: CliIo, path: string, options: PreviewOptions): void => {
  const entry = readEntry(io, path);
  const { analyzer, configuration } = openSession(io, [entry], options.config);
  const { environment } = configuration;
  const document = previewInWords(
    previewOfFile(analyzer, entry.path, environment, (file) => displayPath(io, file)),
    inEnglish,
  );
  analyzer.dispose();
  if (options.html !== undefined) {
    const assets = { script: readPageScript(io), styles: readPageStyles(io) };
    writeTextFile(io, options.html, reportPage(document, assets, ENGLISH));
  }
  if (options.json) {
    printJson(io, document);
    return;
  }
  const width = widthOf(io);
  const folder = posix.dirname(document.entry);
  printLines(io, [
    ...previewLines(document, environment, options, width, paletteOf(io)),
    '',
    ...(options.html === undefined ? [] : [`The same with charts: ${options.html}`]),
    ...wrapped(
      `Beside the code: open ${folder} in VS Code with the Migration Tags extension and run ` +
        '“Migration Tags: Preview Downtime”; in a checkout, `npm run editor` opens it.',
      width,
    ),
  ]);
};
