import { say } from '@migration-tags/simulator';
import type { Site } from '../../program/code.ts';
import { lineOf } from '../code-facts/naming.ts';
import { Thrown } from '../language/frame.ts';
import { askAt } from './asking.ts';
import type { Machine } from './machine.ts';

/**
 * An exception nobody catches ends the run of the file or function it left. Where a function within threw it, that may be due to values that
 * the run does not have as the program would: what would have come after is not counted, so a question goes with it.
 */
export const guarded = (machine: Machine, entry: Site | null, work: () => void): void => {
  const { node, weight, frame, callDepth } = machine;
  try {
    work();
  } catch (error) {
    if (!(error instanceof Thrown) && !(error instanceof RangeError)) throw error;
    if (error instanceof Thrown && error.node.site !== entry)
      askAt(
        error.node,
        say`Does \`${error.node.site.label}\` throw (line ${lineOf(error.node.site)})? Nothing after it is counted.`,
        null,
      );
    machine.node = node;
    machine.weight = weight;
    machine.frame = frame;
    machine.callDepth = callDepth;
  }
};
