import type { Statement } from '../../program/code.ts';
import { instantiate } from '../calls/calls.ts';
import { Inlining } from '../calls/inlining.ts';
import type { Machine } from '../run/machine.ts';
import type { Environment } from '../values/environment.ts';
import type { FunctionThing } from '../values/value.ts';
import type { Frame } from './frame.ts';
import { assignReference } from './patterns.ts';
import { execute } from './statements.ts';

/** Runs the statements of a file; `bound` is called once its function declarations hold their values. */
export const runTopLevel = (
  machine: Machine,
  main: FunctionThing,
  environment: Environment,
  bound: () => void,
): void => {
  const frame: Frame = {
    machine,
    code: main.code,
    callee: main,
    environment,
    thisValue: main.thisValue,
    construction: null,
    caller: machine.frame,
    values: [],
    recursion: 1,
    recursionBegan: machine.steps,
    inlining: new Inlining(),
    result: undefined,
    tries: 0,
    possible: [],
    take: null,
  };
  const { weight } = machine;
  machine.frame = frame;
  machine.callDepth++;
  try {
    machine.within(main.code.site, () => {
      machine.node.isTopLevel = true;
      for (const { target, code } of main.code.functions)
        assignReference(frame, target, instantiate(frame, code), true);
      bound();
      executeInTurn(frame, main.code.body);
    });
  } finally {
    machine.callDepth--;
    machine.frame = frame.caller;
    machine.weight = weight;
  }
};

/** Share of the steps at hand that is kept for the last statement: a call of `main`, or a loop without end. Reconstruction. */
const KEPT_FOR_LAST = 0.2;

/** What comes last must not find all steps used up by those before. */
const executeInTurn = (frame: Frame, statements: readonly Statement[]): void => {
  const { machine } = frame;
  const last = statements.findLastIndex(({ kind }) => kind !== 'declare');
  const reserve = Math.max(0, machine.deadline - machine.steps) * KEPT_FOR_LAST;
  for (const [index, statement] of statements.entries()) {
    const kept = index < last ? Math.min(reserve, Math.max(0, machine.deadline - machine.steps)) : 0;
    machine.deadline -= kept;
    const { kind } = execute(frame, statement);
    machine.deadline += kept;
    if (kind !== 'normal') return;
  }
};
