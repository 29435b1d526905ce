import { costSince, replay } from '../calls/call-memory.ts';
import type { Machine } from '../run/machine.ts';
import { GeneratorThing, UNKNOWN, type Value, type YieldedValues } from '../values/value.ts';
import type { Intrinsic } from './index.ts';
import { iteratorResult } from './iterators.ts';

/** Values that the body is run for as part of the program, all at once, when the first is asked for. */
const FEW = 16;
/** Values that it is run for when somebody asks for more than a few. */
const MANY = 1000;

/** `generator.next()`: what the body yields is taken in one run and handed out one by one. */
const next: Intrinsic = ({ machine, receiver, site }) => {
  if (!(receiver instanceof GeneratorThing)) return UNKNOWN;
  const position = receiver.taken++;
  const { values, goesOn } = yieldedUpTo(machine, receiver, position);
  // Endless sequences of numbers look alike everywhere.
  const value = values[goesOn ? position % values.length : position];
  return iteratorResult(machine, site, value, !goesOn && position >= values.length);
};

/**
 * A body that yields for ever must not be charged to who takes a handful. So it is run for a few values like all code; when those are
 * used up, once more for many, unaccounted for: each value after them costs the mean of that run when it is taken.
 */
const yieldedUpTo = (machine: Machine, generator: GeneratorThing, position: number): YieldedValues => {
  generator.yielded ??= { ...runFor(generator, FEW), costOfOne: null };
  if (position >= FEW && generator.yielded.goesOn && !generator.yielded.costOfOne)
    generator.yielded = machine.silently(() => {
      const before = { ...machine.spent };
      const run = runFor(generator, MANY);
      return { ...run, costOfOne: costSince(machine, before, 1 / Math.max(1, run.values.length)) };
    });
  const { costOfOne } = generator.yielded;
  if (costOfOne && position >= FEW) replay(machine, generator.shape.site, costOfOne);
  return generator.yielded;
};

const runFor = ({ run }: GeneratorThing, most: number): Omit<YieldedValues, 'costOfOne'> => {
  const values: Value[] = [];
  run((value) => {
    values.push(value);
    return values.length < most;
  });
  return { values, goesOn: values.length >= most };
};

export const GENERATOR_INTRINSICS: readonly (readonly [string, Intrinsic])[] = [
  ['Generator.prototype.next', next],
];
