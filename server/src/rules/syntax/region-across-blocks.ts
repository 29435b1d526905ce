import { lineNumber } from '../../source/lines.ts';
import { problemRule } from './problem-rule.ts';

export const regionAcrossBlocks = problemRule({
  name: 'region-across-blocks',
  defaultSeverity: 'error',
  summary: 'A region begins in one block and ends in another.',
  word({ label, begin }, { text }) {
    const region = label === null ? 'The region' : `Region \`${label}\``;
    return {
      message: `${region} begins in another block (line ${lineNumber(text, begin.start)}), so it could be entered and never left. Put \`begin\` and \`end\` in the same block.`,
      fixes: [],
    };
  },
});
