import type * as Analysis from './index.ts';

/**
 * The analysis with the TypeScript compiler in it: half a second to load, so it stays out of every start-up path.
 * Where there is Node, resolved beside the running bundle (scripts/bundles.ts); tests inject the module instead.
 */
export const loadAnalysis = (): typeof Analysis => require('./analysis.js');
