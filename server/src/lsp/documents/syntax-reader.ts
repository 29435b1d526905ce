import type { Analyzer } from '../../analysis/analyzer.ts';
import type { ServerEnvironment } from '../environment.ts';

/** Reads syntax with an analyzer of its own, made at the first file, so that it never waits for a prediction. */
export const syntaxReader = (
  createAnalyzer: () => Analyzer,
): Pick<ServerEnvironment, 'readSyntax' | 'forgetSyntax'> => {
  let analyzer: Analyzer | null = null;
  return {
    readSyntax: (path, text) => {
      analyzer ??= createAnalyzer();
      analyzer.setText(path, text);
      return { outline: analyzer.outline(path), sheet: analyzer.tags(path) };
    },
    forgetSyntax: (path) => analyzer?.forget(path),
  };
};
