import { Thrown } from './frame.ts';
import type { Machine } from './machine.ts';

/** An exception nobody catches ends the run of the file or function it left. */
export const guarded = (machine: Machine, work: () => void): void => {
  const { node, weight, frame, callDepth } = machine;
  try {
    work();
  } catch (error) {
    if (!(error instanceof Thrown) && !(error instanceof RangeError)) throw error;
    machine.node = node;
    machine.weight = weight;
    machine.frame = frame;
    machine.callDepth = callDepth;
  }
};
