import { onceForEach } from '../../../memo/once-for-each.ts';
import type { Expression } from '../../program/code.ts';
import { countOf } from '../heap/array-count.ts';
import { isPlain } from '../loops/derived-trips.ts';
import { ArrayThing } from '../values/value.ts';
import { evaluate } from './expressions.ts';
import type { Frame } from './frame.ts';

/**
 * How likely a list is empty after all, by which a test has just gone that found something in it: its length is in doubt, as of what was filtered by
 * data. `null`: the test goes by something else, or is certain. Of lengths all that is known is their mean: then they are most likely spread
 * geometrically (the distribution of greatest entropy), and so many are 0.
 */
export const chanceOfNone = (frame: Frame, test: Expression, holds: boolean): number | null => {
  const tested = listTested(test);
  if (tested === null || tested.holdsForNone === holds) return null;
  const list = frame.machine.silently(() => evaluate(frame, tested.list));
  if (!(list instanceof ArrayThing) || list.unsure === null || list.length === 0) return null;
  const { low, likely } = countOf(frame.machine, list);
  return low < 1 ? 1 / (1 + likely) : null;
};

/** The list that a test asks for whether there is anything in it. */
interface TestedList {
  readonly list: Expression;
  readonly holdsForNone: boolean;
}

const listTested = onceForEach((test: Expression): TestedList | null => {
  switch (test.kind) {
    case 'member':
      return lengthOf(test, false);
    case 'unary': {
      const tested = test.operator === '!' ? listTested(test.value) : null;
      return tested && { ...tested, holdsForNone: !tested.holdsForNone };
    }
    case 'binary': {
      if (test.right.kind !== 'literal' || typeof test.right.value !== 'number') return null;
      const holdsForNone = BY_BOUND[test.right.value]?.[test.operator];
      return holdsForNone === undefined ? null : lengthOf(test.left, holdsForNone);
    }
    // `!list || list.length === 0`, `list && list.length`: gone by to the end where it was found that there is something.
    case 'logical': {
      const tested = listTested(test.right);
      return tested?.holdsForNone === (test.operator === '||') ? tested : null;
    }
    default:
      return null;
  }
});

/** Whether a comparison of a length with 0 or 1 holds for a length of 0. */
const BY_BOUND: Readonly<Record<number, Readonly<Record<string, boolean>>>> = {
  0: { '===': true, '==': true, '<=': true, '!==': false, '!=': false, '>': false },
  1: { '<': true, '>=': false },
};

const lengthOf = (expression: Expression, holdsForNone: boolean): TestedList | null =>
  expression.kind === 'member' && expression.name === 'length' && isPlain(expression.object)
    ? { list: expression.object, holdsForNone }
    : null;
