import type { Machine } from '../run/machine.ts';
import { MOVED_A_STEP } from '../values/elements.ts';
import { ArrayThing, type Value } from '../values/value.ts';

/** Lists in the copied one are copied as well, those in them are not. */
const LEVELS = 2;
/** Elements that are copied, all together: longer lists are handed out as they are. Reconstruction. */
const MOST_COPIED = 10_000;

/** Whether a list was made since, by a call that began then, for who called. */
export const isFreshList = (value: Value, since: number): value is ArrayThing =>
  value instanceof ArrayThing && value.born > since;

/**
 * A list of its own with the same elements, those lists too that were made after `since`; it stands for as many as the present execution does. `null`: it has too
 * many of them.
 */
export const copyOfList = (machine: Machine, list: ArrayThing, since: number): ArrayThing | null => {
  const count = elementsIn(list, since, LEVELS);
  if (count > MOST_COPIED) return null;
  machine.spend(Math.floor(count / MOVED_A_STEP));
  return copyOf({ machine, since, times: machine.weight.likely / list.multiplicity }, list, LEVELS);
};

const elementsIn = ({ elements, length }: ArrayThing, since: number, levels: number): number => {
  const kept = elements.written(length);
  if (levels === 1 || kept.length > MOST_COPIED) return kept.length;
  return kept.reduce<number>(
    (sum, value) => sum + (isFreshList(value, since) ? elementsIn(value, since, levels - 1) : 0),
    kept.length,
  );
};

interface Copying {
  readonly machine: Machine;
  readonly since: number;
  /** How many real lists a copy stands for, against the copied one. */
  readonly times: number;
}

const copyOf = (copying: Copying, list: ArrayThing, levels: number): ArrayThing => {
  const { machine, since, times } = copying;
  const copy = new ArrayThing(list.shape, list.prototype, ++machine.births, list.multiplicity * times);
  copy.elements.adoptAll(list.elements, (value) =>
    levels > 1 && isFreshList(value, since) ? copyOf(copying, value, levels - 1) : value,
  );
  copy.length = list.length;
  copy.layout = list.layout;
  copy.capacity = list.capacity;
  copy.unsure = list.unsure;
  copy.bornUnder = machine.weight;
  return copy;
};
