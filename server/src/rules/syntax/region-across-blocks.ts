import { type Message, say } from '@migration-tags/simulator';
import { lineNumber } from '../../source/lines.ts';
import { moveIntoOneBlock, type RegionMove } from '../../tags/edits/move-region.ts';
import { problemRule } from './problem-rule.ts';

const MOVES: Readonly<Record<RegionMove['moved'], Message>> = {
  begin: say`Move \`begin\` out of its block`,
  end: say`Move \`end\` out of its block`,
  both: say`Move \`begin\` and \`end\` around their blocks`,
};

export const regionAcrossBlocks = problemRule({
  name: 'region-across-blocks',
  defaultSeverity: 'error',
  summary: say`A region begins in one block and ends in another.`,
  word({ span, label, begin }, outline) {
    const { text } = outline;
    const move = moveIntoOneBlock(outline, begin, span, label);
    const region = label === null ? say`The region` : say`Region \`${label}\``;
    return {
      message: say`${region} begins in another block (line ${lineNumber(text, begin.start)}), so it could be entered and never left. Put \`begin\` and \`end\` in the same block.`,
      fixes: move ? [{ title: MOVES[move.moved], preferred: true, edits: move.edits }] : [],
    };
  },
});
