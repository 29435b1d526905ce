import { type Quantity, quantity } from '../../effects/quantity.ts';
import { Unknown, type Value } from './value.ts';

/** What somebody gives in place of a number that the program has ready is rarely further from it than this. Reconstruction. */
const FAR = 10;

/** Of a value that nobody knows and a number in its place, as in `options.size ?? 1000`; `null`: the number says nothing of the value, as 0 and -1 do. */
export const orNumber = (value: Unknown, fallback: Value): Unknown | null => {
  if (typeof fallback !== 'number' || !(fallback > 0) || !Number.isFinite(fallback)) return null;
  if (value.type !== 'any' && value.type !== 'number') return null;
  return new Unknown('number', value.estimate ?? around(fallback), value.origin);
};

const around = (likely: number): Quantity => quantity(likely / FAR, likely, likely * FAR);
