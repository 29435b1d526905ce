import { say } from '@migration-tags/simulator';
import { insertTag } from '../../tags/index.ts';
import type { MeasuredRule } from '../rule.ts';

/** What the fix writes, calls per second: a number to correct. */
const OFFERED_RATE = 100;

export const unknownCalls: MeasuredRule = {
  needs: 'numbers',
  name: 'unknown-calls',
  defaultSeverity: 'hint',
  summary: say`Events call a function, and the source does not say how often: there is no preview without that.`,
  check: ({ outline, measure }) =>
    measure.arrivals.flatMap((index) => {
      const entity = outline.entities[index];
      if (!entity) return [];
      return [
        {
          span: entity.head,
          message: say`How often events call \`${entity.name}\` is not in the source, so what the program writes per second is not known. Say it here: \`@migrate assume calls=200/s\`.`,
          fixes: [
            {
              title: say`Add \`@migrate assume calls=${OFFERED_RATE}/s\`, a number to correct`,
              preferred: false,
              edits: insertTag(outline, index, { kind: 'assume', facts: { callsPerSecond: OFFERED_RATE } }),
            },
          ],
        },
      ];
    }),
};
