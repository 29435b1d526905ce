import { quantityText } from '@migration-tags/simulator';
import { FACTS } from '../../tags/vocabulary.ts';
import { removalFix } from '../fixes.ts';
import type { MeasuredRule } from '../rule.ts';

export const assumeContradicted: MeasuredRule = {
  needs: 'numbers',
  name: 'assume-contradicted',
  defaultSeverity: 'warning',
  summary: 'A constant of the source says otherwise than an `assume`.',
  check: ({ outline, sheet, measure }) =>
    sheet.assumptions.flatMap(({ span }, index) =>
      (measure.assumptions[index]?.contradictions ?? []).map(({ fact, assumed, derived }) => {
        const { dimension } = FACTS[fact];
        const inWords = (value: number): string => quantityText(value, dimension);
        return {
          span,
          message: `\`assume ${fact}=${inWords(assumed)}\` contradicts the source, which says ${inWords(derived)}.`,
          fixes: [removalFix(outline, span)],
        };
      }),
    ),
};
