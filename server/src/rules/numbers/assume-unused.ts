import { removalFix } from '../fixes.ts';
import type { MeasuredRule } from '../rule.ts';

export const assumeUnused: MeasuredRule = {
  needs: 'numbers',
  name: 'assume-unused',
  defaultSeverity: 'information',
  summary: 'No figure of the analysis rests on an `assume`.',
  check: ({ outline, sheet, measure }) =>
    sheet.assumptions.flatMap(({ span }, index) =>
      measure.assumptions[index]?.used === false
        ? [
            {
              span,
              message:
                'The analysis knows this from the source or has no use for it; nothing rests on this `assume`.',
              fixes: [removalFix(outline, span)],
            },
          ]
        : [],
    ),
};
