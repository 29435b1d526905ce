import { lineNumber } from '../../source/lines.ts';
import { problemRule } from './problem-rule.ts';

export const crossingRegions = problemRule({
  name: 'crossing-regions',
  defaultSeverity: 'error',
  summary: 'Two regions overlap, and neither holds the other.',
  word({ label, crossed }, { text }) {
    const region = label === null ? 'this region' : `region \`${label}\``;
    return {
      message: `The region begun on line ${lineNumber(text, crossed.start)} is still open where ${region} ends; regions nest. Swap the two ends.`,
      fixes: [],
    };
  },
});
