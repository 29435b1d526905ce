import type { FactName } from '../../tags/vocabulary.ts';
import { measuredFacts } from '../measured-facts.ts';
import type { MeasuredRule } from '../rule.ts';

const POINTLESS: Partial<Record<FactName, string>> = {
  trips: 'this is no loop whose rounds it could count',
  calls: 'only functions are called',
};

export const assumeUnused: MeasuredRule = {
  needs: 'numbers',
  name: 'assume-unused',
  defaultSeverity: 'information',
  summary: 'No figure of the analysis rests on a fact of an `assume`.',
  check: (context) =>
    measuredFacts(context).flatMap(({ measure: { fact, use }, span, removal }) => {
      const because = {
        used: null,
        contradicted: null,
        known: 'the source says the same by itself',
        unreached: 'the program never comes here',
        pointless: POINTLESS[fact] ?? 'nothing here is of unknown size',
      }[use.kind];
      if (because === null) return [];
      return [{ span, message: `Nothing rests on this \`${fact}\`: ${because}.`, fixes: [removal] }];
    }),
};
