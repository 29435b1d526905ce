import fc from 'fast-check';
import type { Directive } from '../../src/tags/directive.ts';
import type { AssumedFacts } from '../../src/tags/tag-sheet.ts';
import { isLabel } from '../../src/tags/vocabulary.ts';

/** `parse` reads a label this close to `begin` as a misspelling, so none is generated. */
const label = fc
  .stringMatching(/^[A-Za-z_$][\w$.-]{0,12}$/)
  .filter((word) => isLabel(word) && !/^.?[begin]+.?$/i.test(word));

const seconds = fc.double({ min: 0, max: 1e9, noNaN: true });
const maybe = <T>(values: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(values, { nil: null });

const facts: fc.Arbitrary<AssumedFacts> = fc
  .record(
    {
      trips: fc.nat(),
      durationSeconds: seconds,
      rangeBytes: fc.nat(),
      ratePagesPerSecond: fc.double({ min: 0, max: 1e12, noNaN: true }),
      sizeBytes: fc.nat(),
      callsPerSecond: fc.double({ min: 0, max: 1e12, noNaN: true }),
    },
    { requiredKeys: [] },
  )
  .filter((record) => Object.keys(record).length > 0);

export const tagDirective = fc.record({
  kind: fc.constant('tag' as const),
  type: fc.constantFrom('approve' as const, 'withdraw' as const),
  begin: fc.boolean(),
  label: maybe(label),
  downtimeSeconds: maybe(seconds),
  because: maybe(fc.constantFrom('range' as const, 'frequency' as const)),
});

const prose = fc
  .array(fc.stringMatching(/^[\w=:<>.,'!?-]{1,8}$/), { minLength: 1, maxLength: 6 })
  .map((words) => words.join(' '));

export const anyDirective: fc.Arbitrary<Directive> = fc.oneof(
  tagDirective,
  fc.record({ kind: fc.constant('end' as const), label: maybe(label) }),
  fc.record({ kind: fc.constant('assume' as const), facts }),
  fc.record({
    kind: fc.constant('ignore' as const),
    rule: fc.stringMatching(/^[a-z-]{1,20}$/),
    reason: prose,
  }),
);
