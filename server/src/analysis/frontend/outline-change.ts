/** One replacement in a text: what stood from `start` to `oldEnd` gave way to what stands from `start` to `newEnd`. */
export interface Replacement {
  readonly start: number;
  readonly oldEnd: number;
  readonly newEnd: number;
}

/** The smallest single replacement that turns one text into the other. */
export const changeBetween = (before: string, after: string): Replacement => {
  const shorter = Math.min(before.length, after.length);
  const start = longest(shorter, (from, to) => before.slice(from, to) === after.slice(from, to));
  const tail = longest(
    shorter - start,
    (from, to) =>
      before.slice(before.length - to, before.length - from) ===
      after.slice(after.length - to, after.length - from),
  );
  return { start, oldEnd: before.length - tail, newEnd: after.length - tail };
};

/**
 * The greatest length up to which two texts are the same, by halving: slices are compared many characters at a time, which
 * is far quicker than one by one. `isSame`: for a stretch, given that they are the same before it.
 */
const longest = (limit: number, isSame: (from: number, to: number) => boolean): number => {
  let known = 0;
  let end = limit;
  while (known < end) {
    const middle = (known + end + 1) >>> 1;
    if (isSame(known, middle)) known = middle;
    else end = middle - 1;
  }
  return known;
};
