import { AnalysisCancelled, type Analyzer, type CancellationProbe } from '../analysis/analyzer.ts';
import type { Configuration } from '../configuration/configuration.ts';
import { previewOfFile, reportsOfFile, suggestTags } from '../preview/index.ts';
import type { FileForecast, SuggestedTag } from './forecast.ts';
import type { Abandonment, Predictor } from './predictor.ts';

/** Predicts in the thread it is made in. */
export const localPredictor = (analyzer: Analyzer): Predictor => ({
  setText: (path, text) => analyzer.setText(path, text),
  forget: (path) => analyzer.forget(path),
  forecast: async (path, configuration, asker) =>
    unlessAbandoned(asker, (cancelled) => forecastOf(analyzer, path, configuration, cancelled)),
  preview: async (path, root, configuration, asker) =>
    unlessAbandoned(asker, (cancelled) => {
      analyzer.setRuntime(configuration.runtime);
      return previewOfFile(analyzer, path, configuration.environment, nameWithin(root), cancelled);
    }),
  dispose: () => analyzer.dispose(),
});

/** `null` for work that was abandoned between two of its steps. */
const unlessAbandoned = <Result>(
  asker: Abandonment,
  work: (cancelled: CancellationProbe) => Result,
): Result | null => {
  const cancelled = (): boolean => asker.isCancellationRequested;
  if (cancelled()) return null;
  try {
    return work(cancelled);
  } catch (failure) {
    if (failure instanceof AnalysisCancelled) return null;
    throw failure;
  }
};

const forecastOf = (
  analyzer: Analyzer,
  path: string,
  { environment, runtime }: Configuration,
  cancelled: CancellationProbe,
): FileForecast => {
  analyzer.setRuntime(runtime);
  return {
    reports: reportsOfFile(analyzer, path, environment, cancelled),
    suggestions: suggestionsFor(analyzer, path, environment, cancelled),
    findings: [],
  };
};

/** The tags that the file, as an entry, would gain from; none when its timeline is unknown. */
const suggestionsFor = (
  analyzer: Analyzer,
  path: string,
  environment: Configuration['environment'],
  cancelled: CancellationProbe,
): readonly SuggestedTag[] => {
  const plan = suggestTags(analyzer.timeline(path, cancelled), environment, cancelled);
  if (plan.kind === 'unknown') return [];
  const { entities } = analyzer.outline(path);
  return plan.suggestions.flatMap(({ place, tag, saves, why }) => {
    const entity = place.file === path && place.entity !== null ? entities[place.entity] : undefined;
    return entity ? [{ tag, span: entity.head, savedDowntimeMs: saves.downtimeMs, why }] : [];
  });
};

/** Files of a preview are named relative to their workspace folder. */
const nameWithin =
  (root: string | null) =>
  (file: string): string =>
    root !== null && file.startsWith(`${root}/`) ? file.slice(root.length + 1) : file;
