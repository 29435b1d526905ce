import { instantiate } from '../calls/calls.ts';
import { valueOfType } from '../calls/synthesis.ts';
import { arrayOf } from '../heap/arrays.ts';
import { Unknown, type Value } from '../values/value.ts';
import { unlessMissing } from './branches.ts';
import { evaluate } from './expressions.ts';
import { type Frame, GeneratorStopped } from './frame.ts';
import { assign, assignReference } from './patterns.ts';
import { executeList } from './statements.ts';

/** Binds parameters, hoists functions, runs the statements; the value returned. */
export const runBody = (frame: Frame, values: readonly Value[]): Value => {
  const { code, machine, environment } = frame;
  if (code.selfSlot !== null) environment.slots[code.selfSlot] = frame.callee ?? undefined;
  if (code.argumentsSlot !== null)
    environment.slots[code.argumentsSlot] = machine.silently(() => arrayOf(machine, code.site, values));
  bindParameters(frame, values);
  for (const { target, code: inner } of code.functions)
    assignReference(frame, target, instantiate(frame, inner), true);
  try {
    executeList(frame, code.body);
  } catch (error) {
    if (!(error instanceof GeneratorStopped && frame.take)) throw error;
  }
  return (
    frame.result ?? frame.possible.find((value) => value !== undefined && value !== null) ?? frame.result
  );
};

const bindParameters = (frame: Frame, values: readonly Value[]): void => {
  const { machine, code } = frame;
  for (const [index, parameter] of code.parameters.entries()) {
    if (parameter.rest) {
      assign(frame, parameter.pattern, arrayOf(machine, code.site, values.slice(index)), true);
      return;
    }
    let value = values[index];
    if (value === undefined && parameter.initial) value = evaluate(frame, parameter.initial);
    // An argument nobody knows is at least of the declared type.
    else if (value instanceof Unknown && value.type === 'any' && value.hint === null && parameter.type) {
      const origin = 'name' in parameter.pattern ? parameter.pattern.name : 'argument';
      value = machine.silently(() =>
        valueOfType(machine, parameter.type ?? { kind: 'any' }, code.site.file, code.site, origin),
      );
    }
    if (value instanceof Unknown && parameter.initial) value = unlessMissing(frame, value, parameter.initial);
    assign(frame, parameter.pattern, value, true);
  }
};
