import type { Quantity } from '../effects/quantity.ts';
import type { Expression, Statement } from '../program/code.ts';
import { evaluate } from './expressions.ts';
import { type Completion, type Frame, NORMAL } from './frame.ts';
import { NANOSECONDS } from './operation-costs.ts';
import { truth } from './operators.ts';
import { execute } from './statements.ts';
import { Unknown, type Value } from './value.ts';

/** How often a branch whose condition nobody knows is taken: evenly, give or take. */
const MAYBE: Quantity = { low: 0.1, likely: 0.5, high: 1 };

export const evaluateConditional = (
  frame: Frame,
  { test, yes, no }: Extract<Expression, { kind: 'conditional' }>,
): Value => {
  const known = truth(evaluate(frame, test));
  if (known !== null) return evaluate(frame, known ? yes : no);
  const first = frame.machine.weighted(MAYBE, () => evaluate(frame, yes));
  const second = frame.machine.weighted(MAYBE, () => evaluate(frame, no));
  return first instanceof Unknown || first === null || first === undefined ? second : first;
};

export const executeIf = (
  frame: Frame,
  { test, yes, no }: Extract<Statement, { kind: 'if' }>,
): Completion => {
  const { machine } = frame;
  machine.compute(NANOSECONDS.branch);
  const known = truth(evaluate(frame, test));
  if (known !== null) return known ? execute(frame, yes) : no ? execute(frame, no) : NORMAL;
  return executeBoth(frame, [yes, no]);
};

/**
 * Runs every arm for its share; control goes on after them when it may. An arm that leaves by `return`, `break` or
 * `continue` takes its share of the executions with it; one that throws is taken as the exception.
 */
export const executeBoth = (frame: Frame, arms: readonly (Statement | null)[]): Completion => {
  const { machine } = frame;
  let leaving: Completion | null = null;
  let left = 0;
  for (const arm of arms) {
    if (!arm || throwsAtOnce(arm)) continue;
    const completion = machine.weighted(MAYBE, () => execute(frame, arm));
    if (completion.kind === 'normal') continue;
    if (completion.kind === 'return') {
      frame.possible.push(frame.result);
      frame.result = undefined;
    }
    leaving = completion;
    left++;
  }
  if (!leaving) return NORMAL;
  if (left === arms.length) {
    if (leaving.kind === 'return') frame.result = frame.possible.pop();
    return leaving;
  }
  machine.weight = {
    low: machine.weight.low * MAYBE.low,
    likely: machine.weight.likely * MAYBE.likely,
    high: machine.weight.high,
  };
  return NORMAL;
};

const throwsAtOnce = (statement: Statement): boolean => {
  if (statement.kind === 'throw') return true;
  if (statement.kind === 'block' || statement.kind === 'marked') {
    const last = statement.body.at(-1);
    return last !== undefined && throwsAtOnce(last);
  }
  return false;
};
