import type { Quantity } from '../effects/quantity.ts';

/** Spread so far that its likely value says little: wider than what the costs of operations alone explain. */
export const isWide = ({ low, high }: Quantity): boolean => high > 100 * low;

/**
 * Guesses about loops multiply: those that come to more than a day, or span more than nine decades, say nothing. What spans six and more still lies within
 * 10x of the measured time in 24 of 42 rows of the public programs (docs/accuracy.md), as often as not, and ranks them; of the nine that
 * span more, two lie within 4x.
 */
const LONGEST_GUESS_SECONDS = 86_400;
const WIDEST_GUESS = 1e9;

/** A year: only a recursion or a loop whose end was not seen comes to more, however narrow its bounds are. */
const LONGEST_SECONDS = 365 * 86_400;

/** A duration as far as it is worth saying; `null`: guesses upon guesses. */
export const knownDuration = (duration: Quantity): Quantity | null =>
  duration.high > WIDEST_GUESS * duration.low ||
  duration.likely > (isWide(duration) ? LONGEST_GUESS_SECONDS : LONGEST_SECONDS)
    ? null
    : duration;
