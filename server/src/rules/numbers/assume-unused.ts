import { type Message, say } from '@migration-tags/simulator';
import type { FactName } from '../../tags/vocabulary.ts';
import { measuredFacts } from '../measured-facts.ts';
import type { MeasuredRule } from '../rule.ts';

const POINTLESS: Partial<Record<FactName, Message>> = {
  trips: say`this is no loop whose rounds it could count`,
  calls: say`only functions are called`,
};

export const assumeUnused: MeasuredRule = {
  needs: 'numbers',
  name: 'assume-unused',
  defaultSeverity: 'information',
  summary: say`No figure of the analysis rests on a fact of an \`assume\`.`,
  check: (context) =>
    measuredFacts(context).flatMap(({ measure: { fact, use }, span, removal }) => {
      const because = {
        used: null,
        contradicted: null,
        known: say`the source says the same by itself`,
        unreached: say`the program never comes here`,
        pointless: POINTLESS[fact] ?? say`nothing here is of unknown size`,
      }[use.kind];
      if (because === null) return [];
      return [{ span, message: say`Nothing rests on this \`${fact}\`: ${because}.`, fixes: [removal] }];
    }),
};
