import { onceForEach } from '../../../memo/once-for-each.ts';
import { add, NOTHING, ONCE, type Quantity, quantity, scale, smallest } from '../../effects/quantity.ts';
import type { Expression, Statement } from '../../program/code.ts';
import { readsData } from '../code-facts/loop-exits.ts';
import { NANOSECONDS } from '../costs/operation-costs.ts';
import type { Machine } from '../run/machine.ts';
import { orNumber } from '../values/fallbacks.ts';
import { joinedNumber } from '../values/joined-values.ts';
import { Unknown, type Value } from '../values/value.ts';
import { catchUp, doublingAsked } from './doublings.ts';
import { chanceOfNone } from './emptiness-tests.ts';
import { evaluate } from './expressions.ts';
import { type Completion, type Frame, NORMAL, Thrown } from './frame.ts';
import { JoinedArms } from './joined-arms.ts';
import { evaluateTest } from './passing-state.ts';
import { execute } from './statements.ts';

/** How often a branch whose condition nobody knows is taken: evenly, give or take. */
const MAYBE: Quantity = { low: 0.1, likely: 0.5, high: 1 };

export const evaluateConditional = (
  frame: Frame,
  { test, yes, no }: Extract<Expression, { kind: 'conditional' }>,
): Value => {
  const { holds: known, passes } = evaluateTest(frame, test);
  const share = known === null || passes ? null : shareByLength(frame, test, known);
  if (known !== null && share === null && !passes) return evaluate(frame, known ? yes : no);
  const first = evaluateMaybe(frame, yes, share === null ? MAYBE : doubtful(share));
  const second = evaluateMaybe(frame, no, share === null ? MAYBE : doubtful(1 - share));
  if (!first || !second) return (first ?? second)?.value;
  if (known !== null) return (known ? first : second).value;
  const numeric = joinedNumber([
    { value: first.value, share: 1 },
    { value: second.value, share: 1 },
  ]);
  if (numeric !== null) return numeric;
  return first.value instanceof Unknown || first.value === null || first.value === undefined
    ? second.value
    : first.value;
};

/** What an expression comes to that nobody knows is evaluated; `null`: it throws (`input ?? fail()`), which is taken as the exception. */
export const evaluateMaybe = (
  frame: Frame,
  expression: Expression,
  share: Quantity,
): { readonly value: Value } | null =>
  unlessThrown(
    () => ({ value: perhaps(frame.machine, share, () => evaluate(frame, expression)) }),
    () => null,
  );

/** `options.size ?? 1000`: a value that nobody knows, unless there is none. */
export const unlessMissing = (frame: Frame, value: Unknown, otherwise: Expression): Value => {
  const maybe = evaluateMaybe(frame, otherwise, MAYBE);
  return (maybe && orNumber(value, maybe.value)) ?? value;
};

export const executeIf = (frame: Frame, statement: Extract<Statement, { kind: 'if' }>): Completion => {
  const { machine } = frame;
  const { test, yes, no } = statement;
  machine.compute(NANOSECONDS.branch);
  const { holds: known, passes } = evaluateTest(frame, test);
  if (known === null || passes) {
    const usual = machine.node.historyOf(statement, frame.recursion).usualShare;
    const onYes = arm(frame, yes, usual === null ? MAYBE : doubtful(usual));
    const onNo = arm(frame, no, usual === null ? MAYBE : doubtful(1 - usual));
    return executeArms(frame, known ? [onNo, onYes] : [onYes, onNo], new JoinedArms(machine));
  }
  if (!known && endsSearch(frame, statement)) return execute(frame, yes);
  const share = shareTaken(frame, statement, known) ?? shareByLength(frame, test, known);
  if (share === null) return known ? execute(frame, yes) : no ? execute(frame, no) : NORMAL;
  const again = doublingAsked(frame, statement);
  if (again) return known ? catchUp(frame, yes, again) : NORMAL;
  const onYes = arm(frame, yes, doubtful(share));
  const onNo = arm(frame, no, doubtful(1 - share));
  const [taken, other] = known ? [onYes, onNo] : [onNo, onYes];
  const { presence } = machine.node.historyOf(statement, frame.recursion);
  // The arm that this execution takes comes last: what it leaves behind fits the values there are.
  return executeArms(frame, [
    presence ? { ...other, run: () => presence.asWhen(frame, !known, other.run) } : other,
    taken,
  ]);
};

/** The same of one that goes by the length of a list, which is in doubt. */
const shareByLength = (frame: Frame, test: Expression, known: boolean): number | null => {
  const none = frame.code.mentions.has(frame.code.name) ? null : chanceOfNone(frame, test, known);
  return none === null ? null : known ? 1 - none : none;
};

/** How often one of the executions that this one stands for takes the branch; `null`: as this one does. */
const shareTaken = (
  frame: Frame,
  statement: Extract<Statement, { kind: 'if' }>,
  known: boolean,
): number | null => {
  const { machine, code, recursion } = frame;
  const history = machine.node.historyOf(statement, recursion);
  if (machine.standsFor < FEWEST_STOOD_FOR) {
    const unprecedented =
      machine.weight.likely >= FEWEST_STOOD_FOR && goesByData(statement)
        ? history.shareOfUnprecedented(known)
        : 1;
    if (unprecedented < 1) return known ? unprecedented : 1 - unprecedented;
    history.note(known, machine.iterationsBefore + 1);
    history.presence?.note(frame, known);
    return null;
  }
  // With both ways run, a search or a queue would soon be in a state that it never is in.
  if (machine.standsByState) return null;
  const share = history.shareOfNext(machine.standsFor, machine.iterationsBefore);
  // Both ways of a recursion are as many as its depth has doublings; one of them is one way down.
  if (code.mentions.has(code.name)) return null;
  return share === null || share <= 0 || share >= 1 || leavesIteration(machine, statement) ? null : share;
};

/**
 * Whether the test goes by more than variables at hand. Iterations that stand for many work on data that others have not
 * written: what never happened when they were all run is then more likely an error of the sampling than a turn of events.
 */
const goesByData = onceForEach(({ test }: Extract<Statement, { kind: 'if' }>): boolean => readsData(test));

/** Fewer executions than this go as the one that is run. */
export const FEWEST_STOOD_FOR = 4;

const doubtful = (share: number): Quantity => quantity(share / 2, share, Math.min(1, 2 * share));

/** Whether the loop that always finds what it looks for does so here, in the last of its iterations: it may be one of those that were left out. */
const endsSearch = ({ machine, recursion }: Frame, statement: Extract<Statement, { kind: 'if' }>): boolean =>
  machine.leavesLoop &&
  machine.callDepth === machine.standingDepth &&
  leaves(statement.yes, true) &&
  machine.node.historyOf(statement, recursion).wasTaken;

/** It may end the loop whose iteration stands for many: that is for the values to decide. */
const leavesIteration = (machine: Machine, { yes, no }: Extract<Statement, { kind: 'if' }>): boolean =>
  [yes, no].some((part) => part !== null && leaves(part, machine.callDepth === machine.standingDepth));

const leaves = (statement: Statement, byReturn: boolean): boolean => {
  const inside = (part: Statement | null): boolean => part !== null && leaves(part, byReturn);
  switch (statement.kind) {
    case 'break':
      return true;
    case 'return':
      return byReturn;
    case 'if':
      return inside(statement.yes) || inside(statement.no);
    case 'block':
    case 'marked':
      return statement.body.some(inside);
    case 'try':
      return inside(statement.body) || inside(statement.handler) || inside(statement.finalizer);
    default:
      return false;
  }
};

/** One way that control may go. */
export interface Arm {
  readonly run: () => Completion;
  /** How often. */
  readonly share: Quantity;
  /** It does nothing but throw: taken as the exception. */
  readonly throws: boolean;
}

const arm = (frame: Frame, statement: Statement | null, share: Quantity): Arm => ({
  run: () => (statement ? execute(frame, statement) : NORMAL),
  share,
  throws: statement !== null && throwsAtOnce(statement),
});

/**
 * Runs every arm for its share, those that throw at once left out; control goes on after them when it may. An arm that leaves by
 * `return`, `break` or `continue` takes its share of the executions with it; one that throws, itself or in what it calls, is taken as the exception.
 */
export const executeArms = (
  frame: Frame,
  arms: readonly Arm[],
  joining: JoinedArms | null = null,
): Completion => {
  const { machine } = frame;
  const usual = arms.filter(({ throws }) => !throws);
  const all = usual.reduce((sum, { share }) => sum + share.likely, 0);
  let leaving: Completion | null = null;
  let staying = NOTHING;
  for (const { run, share } of usual) {
    const part = smallest(scale(share, 1 / all), ONCE);
    const execute = (): Completion | null =>
      unlessThrown(
        () => perhaps(machine, part, run),
        () => null,
      );
    const ended = joining
      ? joining.run(part.likely, execute, (end) => end !== null && end.kind !== 'return')
      : execute();
    const completion = ended ?? NORMAL;
    if (completion.kind === 'normal') {
      staying = add(staying, part);
      continue;
    }
    if (completion.kind === 'return') {
      frame.possible.push(frame.result);
      frame.result = undefined;
    }
    leaving = completion;
  }
  joining?.join();
  if (!leaving) return NORMAL;
  if (staying === NOTHING) {
    if (leaving.kind === 'return') frame.result = frame.possible.pop();
    return leaving;
  }
  const { low, likely, high } = machine.weight;
  machine.weight = {
    low: low * Math.min(1, staying.low),
    likely: likely * Math.min(1, staying.likely),
    high,
  };
  return NORMAL;
};

/** One of several ways that nobody can tell apart. */
export const evenly = (share: number): Quantity => quantity(share / 10, share, 1);

/** Runs what happens so often, of the executions at hand. */
export const perhaps = <T>(machine: Machine, share: Quantity, work: () => T): T => {
  const { chance } = machine;
  machine.chance = chance * share.likely;
  try {
    return machine.weighted(share, work);
  } finally {
    machine.chance = chance;
  }
};

export const unlessThrown = <T>(work: () => T, otherwise: () => T): T => {
  try {
    return work();
  } catch (error) {
    if (error instanceof Thrown) return otherwise();
    throw error;
  }
};

export const throwsAtOnce = (statement: Statement): boolean => {
  if (statement.kind === 'throw') return true;
  if (statement.kind === 'block' || statement.kind === 'marked') {
    const last = statement.body.at(-1);
    return last !== undefined && throwsAtOnce(last);
  }
  return false;
};
