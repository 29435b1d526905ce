import type { Site } from '../../program/code.ts';
import { callValue } from '../calls/calls.ts';
import { joined, type Possible } from '../values/joined-values.ts';
import { ArrayThing, FunctionThing, Thing, UNKNOWN, type Value } from '../values/value.ts';
import { evenly, perhaps, unlessThrown } from './branches.ts';
import type { Frame } from './frame.ts';
import { JoinedArms } from './joined-arms.ts';

/** Of tables longer than this, so many functions stand for all: each that is tried costs a run of it. Reconstruction. */
const MOST_TRIED = 16;

/** The functions that a table holds, which is called at a key that nobody knows; `null`: it holds something else too, or one alone. */
export const functionsIn = (table: Value): readonly FunctionThing[] | null => {
  if (!(table instanceof Thing)) return null;
  const held = table instanceof ArrayThing ? table.elements.kept(table.length) : [...table.fields.values()];
  const functions = held.filter((value) => value instanceof FunctionThing);
  return functions.length < 2 || functions.length < held.length ? null : functions;
};

/** Calls each of several functions for its share: nobody knows which one it is. */
export const callOneOf = (
  { machine }: Frame,
  functions: readonly FunctionThing[],
  receiver: Value,
  values: readonly Value[],
  site: Site,
): Value => {
  const tried = spreadOver(functions);
  const joining = new JoinedArms(machine);
  const share = 1 / tried.length;
  const results: Possible[] = [];
  for (const target of tried) {
    const call = (): Possible | null =>
      unlessThrown(
        () => ({
          value: perhaps(machine, evenly(share), () => callValue(machine, target, receiver, values, site)),
          share,
        }),
        () => null,
      );
    const result = joining.run(share, call, (returned) => returned !== null);
    if (result) results.push(result);
  }
  joining.join();
  return results.length > 0 ? joined(results).value : UNKNOWN;
};

const spreadOver = (functions: readonly FunctionThing[]): readonly FunctionThing[] => {
  if (functions.length <= MOST_TRIED) return functions;
  const step = functions.length / MOST_TRIED;
  return functions.filter((_, index) => Math.floor(index / step) > Math.floor((index - 1) / step));
};
