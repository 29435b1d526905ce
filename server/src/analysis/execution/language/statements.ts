import type { ScopeCode, Statement } from '../../program/code.ts';
import { instantiate } from '../calls/calls.ts';
import { valueOfType } from '../calls/synthesis.ts';
import { NANOSECONDS } from '../costs/operation-costs.ts';
import { markEscaped } from '../heap/heap.ts';
import { executeLoop } from '../loops/loops.ts';
import type { Machine } from '../run/machine.ts';
import { Environment } from '../values/environment.ts';
import { Unknown, type Value } from '../values/value.ts';
import { type Arm, evenly, executeArms, executeIf, throwsAtOnce } from './branches.ts';
import { evaluate } from './expressions.ts';
import { type Completion, type Frame, NORMAL, RETURN, Thrown } from './frame.ts';
import { JoinedArms } from './joined-arms.ts';
import { binary, truth } from './operators.ts';
import { letGo } from './overwritten.ts';
import { evaluateTest } from './passing-state.ts';
import { assign, assignReference } from './patterns.ts';
import { takeApart } from './taken-apart.ts';

export const executeList = (frame: Frame, statements: readonly Statement[]): Completion => {
  for (const statement of statements) {
    const completion = execute(frame, statement);
    if (completion.kind !== 'normal') return completion;
  }
  return NORMAL;
};

export const execute = (frame: Frame, statement: Statement): Completion => {
  const { machine } = frame;
  machine.step();
  switch (statement.kind) {
    case 'expression': {
      const { value } = statement;
      if (value.kind !== 'assign' || !takeApart(frame, value.target, value.value, false))
        evaluate(frame, value);
      return NORMAL;
    }
    case 'declare':
      declare(frame, statement);
      return NORMAL;
    case 'return':
      frame.result = statement.value ? evaluate(frame, statement.value) : undefined;
      return RETURN;
    case 'if':
      return executeIf(frame, statement);
    case 'loop':
      return executeLoop(frame, statement);
    case 'block':
      return inScope(frame, statement.scope, () =>
        unlabelled(executeList(frame, statement.body), statement.label),
      );
    case 'marked':
      return machine.within(statement.site, () => executeList(frame, statement.body));
    case 'break':
    case 'continue':
      return statement;
    case 'throw': {
      const value = evaluate(frame, statement.value);
      markEscaped(machine, value);
      if (machine.sampled && frame.tries === 0 && !isLikely(machine, statement)) return RETURN;
      machine.thrown.add(statement);
      throw new Thrown(value, machine.node);
    }
    case 'try':
      return executeTry(frame, statement);
    case 'switch':
      return executeSwitch(frame, statement);
  }
};

/** After sampling, a failed check that nobody catches, or that has never failed before, is most likely the sampling's own doing. */
const isLikely = (machine: Machine, statement: Statement): boolean =>
  machine.tryDepth > 0 && machine.thrown.has(statement);

/** A `break` to this label ends here. */
const unlabelled = (completion: Completion, label: string | null): Completion =>
  label !== null && completion.kind === 'break' && completion.label === label ? NORMAL : completion;

const declare = (frame: Frame, statement: Extract<Statement, { kind: 'declare' }>): void => {
  if (takeApart(frame, statement.target, statement.initial, true)) return;
  const { machine } = frame;
  letGo(frame, statement);
  let value = statement.initial ? evaluate(frame, statement.initial) : undefined;
  const { type } = statement;
  if (type && value instanceof Unknown && value.type === 'any') {
    const origin = 'name' in statement.target ? statement.target.name : 'value';
    value = machine.silently(() => valueOfType(machine, type, frame.code.site.file, frame.code.site, origin));
  }
  assign(frame, statement.target, value, true);
};

export const inScope = (frame: Frame, scope: ScopeCode, work: () => Completion): Completion => {
  const outer = frame.environment;
  if (!scope.shared) frame.environment = new Environment(scope.slotCount, outer, ++frame.machine.births);
  try {
    for (const { target, code } of scope.functions)
      assignReference(frame, target, instantiate(frame, code), true);
    return work();
  } finally {
    frame.environment = outer;
  }
};

const executeTry = (frame: Frame, statement: Extract<Statement, { kind: 'try' }>): Completion => {
  const { machine } = frame;
  const { node, weight } = machine;
  let completion: Completion = NORMAL;
  machine.tryDepth++;
  frame.tries++;
  try {
    completion = execute(frame, statement.body);
  } catch (error) {
    if (!(error instanceof Thrown) || !statement.handler) throw error;
    machine.node = node;
    machine.weight = weight;
    completion = inScope(frame, statement.catchScope ?? { slotCount: 0, functions: [], shared: true }, () => {
      if (statement.parameter) assign(frame, statement.parameter, error.value, true);
      return statement.handler ? execute(frame, statement.handler) : NORMAL;
    });
  } finally {
    machine.tryDepth--;
    frame.tries--;
    if (statement.finalizer) {
      const last = execute(frame, statement.finalizer);
      if (last.kind !== 'normal') completion = last;
    }
  }
  return completion;
};

/** Its subject is evaluated outside: that sees none of the names declared in its cases. */
const executeSwitch = (
  frame: Frame,
  { value, cases, scope, label }: Extract<Statement, { kind: 'switch' }>,
): Completion => {
  const { value: subject, passes } = evaluateTest(frame, value);
  return inScope(frame, scope, () =>
    unlabelled(passes ? executeAnyCase(frame, cases) : executeCases(frame, subject, cases), label),
  );
};

type Cases = Extract<Statement, { kind: 'switch' }>['cases'];

const executeCases = (frame: Frame, subject: Value, cases: Cases): Completion => {
  const { machine } = frame;
  machine.compute(NANOSECONDS.branch * 2);
  let chosen = -1;
  for (const [index, { test }] of cases.entries()) {
    if (!test) continue;
    const matches = truth(binary(machine, '===', subject, evaluate(frame, test)));
    if (matches === null) return executeAnyCase(frame, cases);
    if (matches) {
      chosen = index;
      break;
    }
  }
  if (chosen < 0) chosen = cases.findIndex(({ test }) => test === null);
  return chosen < 0 ? NORMAL : executeFrom(frame, cases, chosen);
};

/** From one case on, up to a `break`. */
const executeFrom = (frame: Frame, cases: Cases, chosen: number): Completion => {
  for (const { body } of cases.slice(chosen)) {
    const completion = executeList(frame, body);
    if (completion.kind === 'break' && completion.label === null) return NORMAL;
    if (completion.kind !== 'normal') return completion;
  }
  return NORMAL;
};

/** The subject is not known: each case for its share, those of one body together. */
const executeAnyCase = (frame: Frame, cases: Cases): Completion => {
  const hasDefault = cases.some(({ test }) => test === null);
  const share = 1 / (cases.length + (hasDefault ? 0 : 1));
  const arms: Arm[] = [];
  let sharing = 0;
  for (const [index, { body }] of cases.entries()) {
    sharing++;
    if (body.length === 0) continue;
    arms.push({
      run: () => executeFrom(frame, cases, index),
      share: evenly(sharing * share),
      throws: body.some(throwsAtOnce),
    });
    sharing = 0;
  }
  if (!hasDefault || sharing > 0)
    arms.push({ run: () => NORMAL, share: evenly((sharing + (hasDefault ? 0 : 1)) * share), throws: false });
  return executeArms(frame, arms, new JoinedArms(frame.machine));
};
