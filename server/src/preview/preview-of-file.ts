import type { Environment, Message } from '@migration-tags/simulator';
import type { Analyzer, CancellationProbe } from '../analysis/analyzer.ts';
import type { SourcePlace, Timeline } from '../analysis/timeline.ts';
import { entityJson } from './entity-json.ts';
import { lineIndex } from './line-index.ts';
import type { JsonEntity, JsonPosition } from './preview-document.ts';
import type { SaidPreview } from './preview-in-words.ts';
import { previewTimeline } from './preview-timeline.ts';
import { reportsOfFile } from './reports-of-file.ts';
import type { PhasePlace } from './workload-of-timeline.ts';

/** What `analyze` says of one file; `nameOf` turns an absolute path into the one to show. */
export const entitiesOfFile = (
  analyzer: Analyzer,
  file: string,
  environment: Environment,
  nameOf: (file: string) => string,
): readonly JsonEntity<Message>[] =>
  entitiesIn(analyzer, file, () => analyzer.timeline(file), environment, nameOf);

const entitiesIn = (
  analyzer: Analyzer,
  file: string,
  timeline: () => Timeline,
  environment: Environment,
  nameOf: (file: string) => string,
  cancelled?: CancellationProbe,
): readonly JsonEntity<Message>[] => {
  const positionAt = lineIndex(analyzer.outline(file).text);
  return reportsOfFile(analyzer, file, analyzer.tags(file), timeline, environment, cancelled).map((report) =>
    entityJson(report, nameOf(file), positionAt),
  );
};

/**
 * The preview of one entry file: the entities of every file its timeline runs through, and the workload simulated.
 */
export const previewOfFile = (
  analyzer: Analyzer,
  entryFile: string,
  environment: Environment,
  nameOf: (file: string) => string,
  cancelled?: CancellationProbe,
): SaidPreview => {
  const timeline = analyzer.timeline(entryFile, cancelled);
  const preview = previewTimeline(timeline, environment);
  const places = preview.kind === 'known' ? preview.places : [];
  const questions = preview.kind === 'unknown' ? preview.questions : timeline.questions;

  const visited = places.flatMap(({ place, around }) => [place, ...around].map(({ file }) => file));
  const files = [...new Set([entryFile, ...visited])];
  const positions = new Map<string, (offset: number) => JsonPosition>();
  const positionIn = ({ file }: SourcePlace, offset: number): JsonPosition => {
    const positionAt = positions.get(file) ?? lineIndex(analyzer.outline(file).text);
    positions.set(file, positionAt);
    return positionAt(offset);
  };

  return {
    schema: 1,
    entry: nameOf(entryFile),
    entities: files.flatMap((file) =>
      entitiesIn(analyzer, file, () => timeline, environment, nameOf, cancelled),
    ),
    scenario: preview.kind === 'known' ? preview.scenario : null,
    phaseNames: namesByPhase(places),
    sourceFiles: analyzer.sourceFiles(entryFile),
    outcomes: preview.kind === 'known' ? preview.outcomes : null,
    places: places.map(({ task, phase, place }) => ({
      task,
      phase,
      file: nameOf(place.file),
      start: positionIn(place, place.span.start),
      end: positionIn(place, place.span.end),
    })),
    notes: preview.kind === 'known' ? preview.notes : [],
    questions: questions.map(({ place, question }) => ({
      file: nameOf(place.file),
      start: positionIn(place, place.span.start),
      question,
    })),
  };
};

const namesByPhase = (places: readonly PhasePlace[]): SaidPreview['phaseNames'] => {
  const names: Message[][] = [];
  for (const { task, phase, name } of places) {
    const ofTask = names[task] ?? [];
    names[task] = ofTask;
    ofTask[phase] = name;
  }
  return names;
};
