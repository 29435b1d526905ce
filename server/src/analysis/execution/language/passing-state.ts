import type { Expression, FunctionCode } from '../../program/code.ts';
import { globalState, type State } from '../code-facts/state-setters.ts';
import type { OpenEvent } from '../host/open-event.ts';
import { environmentOf } from '../values/environment.ts';
import { Thing, Unknown, type Value } from '../values/value.ts';
import { evaluate } from './expressions.ts';
import type { Frame } from './frame.ts';
import { isMissing } from './missing-state.ts';
import { truth } from './operators.ts';

/** What a test comes to. */
export interface Tested {
  readonly value: Value;
  /** `null`: not known. */
  readonly holds: boolean | null;
  /** By state that other events set: the next time it may come to something else. */
  readonly passes: boolean;
}

/**
 * Evaluates what decides a branch. An event finds fields and variables as the program left them when it began, or the latest event that was run: others come in
 * between that set them (`if (this.readyState !== OPEN) return`). The values stay what they are, the best guess there is; what goes by them goes either way.
 */
export const evaluateTest = (frame: Frame, test: Expression): Tested => {
  const { machine } = frame;
  const reads = machine.passingReads;
  const outer = machine.testDepth;
  // Both ways of a recursion are as many as its depth has doublings.
  if (frame.recursion === 1) machine.testDepth = machine.callDepth;
  try {
    const value = evaluate(frame, test);
    return { value, holds: truth(value), passes: machine.passingReads > reads };
  } finally {
    machine.testDepth = outer;
  }
};

/** Syntax nodes of a function that does little but answer. Reconstruction. */
const SHORT_FUNCTION = 150;

/** A test, or a short function that it asks, reads what is kept there. */
export const noteRead = (frame: Frame, place: Expression, object: Value, value: Value): void => {
  const { machine } = frame;
  const { open } = machine.eventLoop;
  const { testDepth, callDepth } = machine;
  if (callDepth !== testDepth && frame.code.size > SHORT_FUNCTION) return;
  // One of several ways through a branch has put it there, and others something else.
  if (place.kind === 'local' && environmentOf(place, frame.environment).isInDoubt(place.slot))
    machine.passingReads++;
  if (open === null || value instanceof Thing || value instanceof Unknown) return;
  const kept = keptAt(frame, place, object, open);
  if (kept && areSetByOthers(frame, kept, isMissing(value))) machine.passingReads++;
};

/** What others find, and the object that it is of. */
interface Kept {
  readonly state: State;
  readonly of: Thing | null;
}

/** `null`: nothing, or the event has set it itself. */
const keptAt = (frame: Frame, place: Expression, object: Value, open: OpenEvent): Kept | null => {
  switch (place.kind) {
    case 'member':
      return object instanceof Thing && object.born <= open.began && !open.hasSet(object, place.name)
        ? { state: place.name, of: object }
        : null;
    case 'local': {
      const { binding, slot } = place;
      if (!binding.captured && !binding.moduleLevel) return null;
      const environment = environmentOf(place, frame.environment);
      return environment.born <= open.began && !open.hasSet(environment, slot)
        ? { state: binding, of: null }
        : null;
    }
    case 'global':
      return open.hasSet(frame.machine.globals, place.name)
        ? null
        : { state: globalState(place.name), of: null };
    default:
      return null;
  }
};

/**
 * Not by the calls at hand alone: what those leave behind is what they find the next time. What others compute is data, of which what is there says the
 * most; what is counted up and down, or set to one of a few values, says what the program is about to do. Where there is nothing, whatever is put there counts.
 */
const areSetByOthers = (frame: Frame, { state, of }: Kept, isNothing: boolean): boolean => {
  const setters = frame.machine.setters
    .of(state)
    .filter(({ by, ofThis }) => !ofThis || of === null || mayBeOf(frame, by, of));
  return (
    (isNothing || !setters.some(({ computed }) => computed)) &&
    setters.some(({ by }) => !isOnStack(frame, by))
  );
};

/** Whether it is a method of the object, as far as anybody knows. */
const mayBeOf = ({ machine: { realm } }: Frame, code: FunctionCode, object: Thing): boolean => {
  const method = realm?.functions.get(code);
  const home = method && (method.home ?? realm?.holderOf(method));
  if (!home) return true;
  for (let at: Thing | null = object; at; at = at.prototype) if (at === home) return true;
  return false;
};

const isOnStack = (frame: Frame, code: FunctionCode): boolean => {
  for (let around: Frame | null = frame; around; around = around.caller)
    if (around.code === code) return true;
  return false;
};
