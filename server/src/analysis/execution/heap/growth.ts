import type { Additions, StandIn } from '../costs/additions.ts';
import type { Machine } from '../run/machine.ts';
import type { Thing } from '../values/value.ts';

/** How many real things one thing made earlier grows by, when something is added to it now: one for now, where a stretch is to say later what becomes of it. */
export const growthFactor = (machine: Machine, container: Thing): number =>
  factorOf(machine, container, (standIn, additions) =>
    standIn.stretch === null ? additions.spread(standIn) : standIn.stretch.spread(standIn, additions),
  );

/** How many real additions to the same thing the present one stands for. */
export const additionsStoodFor = (machine: Machine, container: Thing): number =>
  factorOf(machine, container, (standIn, additions) => additions.spread(standIn));

/** `spread`: over how many containers. */
const factorOf = (
  machine: Machine,
  container: Thing,
  spread: (standIn: StandIn, additions: Additions) => number,
): number => {
  const additions = machine.node.additionsTo(container.shape);
  additions.note(container, machine.steps);
  let factor = machine.weight.likely / container.multiplicity;
  if (factor <= 1) return 1;
  for (const standIn of machine.standIns)
    if (container.born <= standIn.births) factor /= spread(standIn, additions);
  return Math.max(1, factor);
};

/**
 * Takes one off a container, and as many as one stands for: the others when the iteration ends that stands for their iterations. Each
 * of those would have found what the one before it had left, not what all of them took away (a queue that is read and filled).
 */
export const takeOff = (machine: Machine, container: Thing, take: (count: number) => void): void => {
  const factor = growthFactor(machine, container);
  const standIn = machine.standIns.findLast(({ births }) => container.born <= births);
  take(standIn ? 1 : factor);
  if (factor > 1) standIn?.afterwards.push(() => take(factor - 1));
};

/** Executions of one in so many leave what there is for the others: a command `reset` that nobody is known to give. Reconstruction. */
const RARELY = 1 / 4;

/** Whether what is removed here stays all the same, as most executions find it. */
export const removesRarely = ({ chance }: Machine): boolean => chance < RARELY;
