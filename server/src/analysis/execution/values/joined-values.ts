import { quantity } from '../../effects/quantity.ts';
import { SOME_BOOLEAN, Thing, Unknown, type Value } from './value.ts';

/** A value, and how often it is the one. */
export interface Possible {
  readonly value: Value;
  readonly share: number;
}

/** What there is in the end. */
export interface Joined {
  readonly value: Value;
  /** It stands for others that are not like it: tests go by it either way. */
  readonly inDoubt: boolean;
}

/** One of several values, nobody knows which: numbers by their bounds and mean; of others one stands in, an object rather than nothing. The latest comes last. */
export const joined = (possible: readonly Possible[]): Joined => {
  const [first, ...others] = possible;
  if (!first || others.every(({ value }) => Object.is(value, first.value)))
    return { value: first?.value, inDoubt: false };
  const number = joinedNumber(possible);
  if (number !== null) return { value: number, inDoubt: false };
  if (possible.every(({ value }) => isBoolean(value))) return { value: SOME_BOOLEAN, inDoubt: false };
  const values = possible.map(({ value }) => value);
  const unknown = values.findLast((value) => value instanceof Unknown);
  const thing = values.findLast((value) => value instanceof Thing);
  const standIn = thing ?? unknown ?? values.findLast((value) => value !== undefined && value !== null);
  const inDoubt = !(standIn instanceof Unknown) && !values.every((value) => value instanceof Thing);
  return { value: standIn === undefined ? values.at(-1) : standIn, inDoubt };
};

const isBoolean = (value: Value): boolean =>
  typeof value === 'boolean' || (value instanceof Unknown && value.type === 'boolean');

/** `null`: they are not all numbers, or there is none. */
export const joinedNumber = (possible: readonly Possible[]): Unknown | number | null => {
  let [low, sum, high, all] = [Number.POSITIVE_INFINITY, 0, Number.NEGATIVE_INFINITY, 0];
  for (const { value, share } of possible) {
    if (typeof value !== 'number' && !(value instanceof Unknown && value.type === 'number')) return null;
    const bounds = typeof value === 'number' ? { low: value, likely: value, high: value } : value.estimate;
    if (value instanceof Unknown && !bounds) return value;
    if (!bounds || !Number.isFinite(bounds.likely)) return null;
    low = Math.min(low, bounds.low);
    high = Math.max(high, bounds.high);
    sum += share * bounds.likely;
    all += share;
  }
  if (all === 0) return null;
  return low === high ? low : new Unknown('number', quantity(low, sum / all, high));
};
