import type * as Analysis from '../../analysis/index.ts';

declare global {
  /** Put there by the analysis' bundle (scripts/bundles.ts). */
  var migrationTagsAnalysis: typeof Analysis;
}

/** A second to load and compile, so the server's worker waits until a document needs it. */
export const loadAnalysis = (bundles: string): typeof Analysis => {
  importScripts(`${bundles}/analysis.js`);
  return migrationTagsAnalysis;
};
