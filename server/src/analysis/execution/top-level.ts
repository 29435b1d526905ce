import { instantiate } from './calls.ts';
import type { Environment } from './environment.ts';
import type { Frame } from './frame.ts';
import type { Machine } from './machine.ts';
import { assignReference } from './patterns.ts';
import { executeList } from './statements.ts';
import type { FunctionThing } from './value.ts';

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
      executeList(frame, main.code.body);
    });
  } finally {
    machine.callDepth--;
    machine.frame = frame.caller;
    machine.weight = weight;
  }
};
