import { onceForEach } from '../../../memo/once-for-each.ts';
import { quantity } from '../../effects/quantity.ts';
import type { Expression, Statement } from '../../program/code.ts';
import { FEWEST_STOOD_FOR } from './branches.ts';
import { type Completion, type Frame, NORMAL } from './frame.ts';
import { evaluateTest } from './passing-state.ts';
import { execute } from './statements.ts';

/**
 * What asks once more whether something is full, where what is at hand stands for many executions of what makes it twice as large when a counter says so; `null`:
 * it is something else.
 */
export const doublingAsked = (
  { machine, recursion }: Frame,
  statement: Extract<Statement, { kind: 'if' }>,
): Expression | null =>
  machine.standsFor >= FEWEST_STOOD_FOR &&
  statement.no === null &&
  machine.node.historyOf(statement, recursion).doubles
    ? askedAgain(statement.test)
    : null;

/** Doublings from one to more than there is memory for. */
const MOST_DOUBLINGS = 48;

/**
 * An iteration that stands for many has moved a counter on by as many at once: what is made twice as large when that is full becomes so as often as it takes to
 * hold it, each time once for all of them.
 */
export const catchUp = (frame: Frame, double: Statement, again: Expression): Completion => {
  const { machine } = frame;
  const once = quantity(1 / machine.standsFor);
  for (let times = 0; times < MOST_DOUBLINGS && !machine.exhausted; times++) {
    const completion = machine.weighted(once, () => execute(frame, double));
    if (completion.kind !== 'normal') return completion;
    if (!machine.silently(() => evaluateTest(frame, again).holds)) break;
  }
  return NORMAL;
};

/** A test of how far a field has been counted, without counting further in it: `++this.size > this.limit`. */
const askedAgain = onceForEach((test: Expression): Expression | null => {
  if (test.kind !== 'binary' || !ORDERS.has(test.operator)) return null;
  const left = counted(test.left);
  const right = counted(test.right);
  const isOfField = [left, right].some(({ kind }) => kind === 'member');
  return isOfField && isPlace(left) && isPlace(right) ? { ...test, left, right } : null;
});

const ORDERS: ReadonlySet<string> = new Set(['<', '<=', '>', '>=']);

const counted = (side: Expression): Expression => (side.kind === 'update' ? side.target : side);

const isPlace = (expression: Expression): boolean =>
  expression.kind === 'literal' ||
  expression.kind === 'local' ||
  expression.kind === 'global' ||
  expression.kind === 'this' ||
  (expression.kind === 'member' && isPlace(expression.object));
