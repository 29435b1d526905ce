import type { Analyzer, CancellationProbe } from '../../analysis/analyzer.ts';
import type { Configuration } from '../../configuration/configuration.ts';
import {
  assessFile,
  lineIndex,
  previewOfFile,
  type SaidPreview,
  type SuggestionPlan,
  suggestTags,
} from '../../preview/index.ts';
import { measuredFindings } from '../../rules/index.ts';
import type { SourceOutline } from '../../source/outline.ts';
import type { FileForecast, SuggestedRegion, SuggestedTag, SuggestionElsewhere } from './forecast.ts';

/** The numbers of one file as it stands in the analyzer. Throws `AnalysisCancelled`. */
export const forecastOf = (
  analyzer: Analyzer,
  path: string,
  { environment, severities }: Configuration,
  cancelled: CancellationProbe,
): FileForecast => {
  const outline = analyzer.outline(path);
  const timeline = analyzer.timeline(path, cancelled);
  const { reports, measure } = assessFile(analyzer, path, timeline, environment, cancelled);
  const plan = suggestTags(timeline, environment, (file) => analyzer.outline(file), cancelled);
  return {
    reports,
    suggestions: suggestionsIn(outline, plan),
    regions: regionsIn(path, plan),
    elsewhere: suggestionsElsewhere(outline, plan, (file) => analyzer.outline(file)),
    findings: measuredFindings(outline, analyzer.tags(path), measure, severities),
    dataFiles: analyzer.dataFiles(path, cancelled),
    sourceFiles: analyzer.sourceFiles(path),
  };
};

/** Those that stand in the file itself; none while its timeline is unknown. */
const suggestionsIn = (outline: SourceOutline, plan: SuggestionPlan): readonly SuggestedTag[] => {
  if (plan.kind === 'unknown') return [];
  return plan.suggestions.flatMap(({ place, tag, saves, why }) => {
    const here = place.file === outline.fileName && place.entity !== null;
    const entity = here ? outline.entities[place.entity] : undefined;
    return entity ? [{ tag, span: entity.head, savedDowntimeMs: worthShowing(saves.downtimeMs), why }] : [];
  });
};

const regionsIn = (path: string, plan: SuggestionPlan): readonly SuggestedRegion[] =>
  plan.kind === 'unknown'
    ? []
    : plan.suggestions.flatMap(({ place: { file, entity, span }, tag, saves, why }) =>
        file === path && entity === null
          ? [{ tag, statements: span, savedDowntimeMs: worthShowing(saves.downtimeMs), why }]
          : [],
      );

const suggestionsElsewhere = (
  { fileName }: SourceOutline,
  plan: SuggestionPlan,
  outlineOf: (file: string) => SourceOutline,
): readonly SuggestionElsewhere[] => {
  if (plan.kind === 'unknown') return [];
  return plan.suggestions.flatMap(({ place: { file, entity: index }, tag, saves }) => {
    if (file === fileName || index === null) return [];
    const outline = outlineOf(file);
    const entity = outline.entities[index];
    if (!entity) return [];
    const positionOf = lineIndex(outline.text);
    const { start, end } = entity.head;
    const range = { start: positionOf(start), end: positionOf(end) };
    return [{ file, name: entity.name, range, tag, savedDowntimeMs: worthShowing(saves.downtimeMs) }];
  });
};

/** Less is below what one service stop differs from the next: the tag is worth it for its other savings. */
const LEAST_SAVING_MS = 1;

const worthShowing = (savedMs: number | null): number | null =>
  savedMs !== null && savedMs >= LEAST_SAVING_MS ? savedMs : null;

/** The preview of the workload that starts in a file. Throws `AnalysisCancelled`. */
export const previewOf = (
  analyzer: Analyzer,
  path: string,
  root: string | null,
  { environment }: Configuration,
  cancelled: CancellationProbe,
): SaidPreview => previewOfFile(analyzer, path, environment, nameWithin(root), cancelled);

/** Files of a preview are named relative to their workspace folder. */
const nameWithin =
  (root: string | null) =>
  (file: string): string =>
    root !== null && file.startsWith(`${root}/`) ? file.slice(root.length + 1) : file;
