import type { Expression } from '../../program/code.ts';
import { environmentOf } from '../values/environment.ts';
import { Thing, type Value } from '../values/value.ts';
import type { Frame } from './frame.ts';

/** What the state holds now. */
export type StateProbe = () => Value;

export const isMissing = (value: Value): value is null | undefined => value === undefined || value === null;

/**
 * Notes that code asks a variable for a property while it holds null or undefined, where the program would stop: whoever sets it has not
 * run yet. Only state that other functions can set counts, and only code that is reached for certain.
 */
export const noteMissing = (frame: Frame, object: Value, expression: Expression): void => {
  const { machine } = frame;
  if (!isMissing(object) || machine.weight.likely < 1) return;
  const state = stateOf(frame, expression);
  if (state) machine.missing.set(state.name, state.probe);
};

/** A global, a variable of the file, a property of `this`: the name under which others mention it. */
const stateOf = (frame: Frame, expression: Expression): { name: string; probe: StateProbe } | null => {
  const { name } = 'name' in expression ? expression : { name: '' };
  switch (expression.kind) {
    case 'global':
      return { name, probe: () => frame.machine.globals.get(name) };
    case 'local': {
      const environment = environmentOf(expression, frame.environment);
      return expression.binding.moduleLevel
        ? { name, probe: () => environment.slots[expression.slot] }
        : null;
    }
    case 'member': {
      const { thisValue } = frame;
      return expression.object.kind === 'this' && thisValue instanceof Thing
        ? { name, probe: () => thisValue.fields.get(name) }
        : null;
    }
    default:
      return null;
  }
};
