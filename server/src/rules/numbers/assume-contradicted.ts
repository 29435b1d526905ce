import { quantityText, say } from '@migration-tags/simulator';
import { FACTS } from '../../tags/vocabulary.ts';
import { spellingFix } from '../fixes.ts';
import { measuredFacts } from '../measured-facts.ts';
import type { MeasuredRule } from '../rule.ts';

export const assumeContradicted: MeasuredRule = {
  needs: 'numbers',
  name: 'assume-contradicted',
  defaultSeverity: 'warning',
  summary: say`A constant of the source says otherwise than an \`assume\`.`,
  check: (context) =>
    measuredFacts(context).flatMap(({ measure: { fact, assumed, use }, span, removal }) => {
      if (use.kind !== 'contradicted') return [];
      const inWords = (value: number): string => quantityText(value, FACTS[fact].dimension);
      const correction = { ...spellingFix(span, `${fact}=${inWords(use.derived)}`), preferred: false };
      return [
        {
          span,
          message: say`\`${fact}=${inWords(assumed)}\` contradicts the source, which says ${inWords(use.derived)}. The figures follow the \`assume\`.`,
          fixes: [removal, correction],
        },
      ];
    }),
};
