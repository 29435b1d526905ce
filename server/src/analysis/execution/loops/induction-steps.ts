import type { Frame } from '../language/frame.ts';
import { isText, textLength } from '../language/operators.ts';
import { assignReference } from '../language/patterns.ts';
import { timesAsLong } from '../language/text-growth.ts';
import { SampledText } from '../values/sampled-text.ts';
import type { Value } from '../values/value.ts';
import { agrees, type Course, type Induction, nearlyEqual } from './trip-prediction.ts';

/**
 * Moves the induction variables on by `count` iterations: as they moved in the last two, or as on the average of all
 * where these went another way. `moves`: which of them.
 */
export const advance = (
  frame: Frame,
  { variables }: Induction,
  { first, lastThree: [a, b, c], iterations }: Course,
  from: readonly Value[],
  count: number,
  moves: (index: number) => boolean = () => true,
): void => {
  variables.forEach((variable, index) => {
    if (!moves(index)) return;
    const o = first.values[index];
    const x = a.values[index];
    const y = b.values[index];
    const z = c.values[index];
    const start = from[index];
    const text = textAhead(start, [o, x, y, z], iterations, count);
    if (text !== null) {
      frame.machine.silently(() => assignReference(frame, variable, text));
      return;
    }
    if (typeof x !== 'number' || typeof y !== 'number' || typeof z !== 'number' || typeof start !== 'number')
      return;
    const step = z - y;
    let value = start;
    if (nearlyEqual(step, y - x))
      value =
        start + moved(count * (typeof o === 'number' ? meanStep(o, z, step, iterations) : step), start, step);
    else if (y !== 0 && x !== 0 && nearlyEqual(z / y, y / x)) {
      const grown = start * (z / y) ** count;
      value = Number.isInteger(start) && Number.isInteger(z) ? Math.trunc(grown) : grown;
    } else if (typeof o === 'number' && goesOneWay([o, x, y, z]))
      value = start + moved((count * (z - o)) / iterations, start, step);
    else return;
    if (Number.isFinite(value) && value !== start)
      frame.machine.silently(() => assignReference(frame, variable, value));
  });
};

/** Characters within which a line of a text ends, if it has lines. Reconstruction. */
const LONGEST_LINE = 1000;

/** Texts grow from round to round by about the same factor, if they do, rather than by just that. Reconstruction. */
const ABOUT = 0.1;

/**
 * What a text has become after `count` iterations more, where each makes it longer by the same factor, or takes some of it from the front; `null`: it
 * goes another way.
 */
const textAhead = (start: Value, seen: readonly Value[], iterations: number, count: number): Value | null => {
  if (!isText(start) || !seen.every(isText)) return null;
  const [o = 0, x = 0, y = 0, z = 0] = seen.map((text) => textLength(text).likely);
  if (o > x && x >= y && y >= z)
    return isEndOf(seen[3], seen[0]) ? rest(start, ((o - z) / iterations) * count) : null;
  const growth = (z / o) ** (1 / iterations);
  const isLike = (ratio: number): boolean => ratio > 1 + ABOUT && Math.abs(ratio - growth) <= ABOUT * growth;
  if (!Number.isFinite(growth) || z - y <= y - x || ![z / y, y / x].every(isLike)) return null;
  return timesAsLong(textLength(start), growth ** count);
};

const isEndOf = (end: Value, whole: Value): boolean =>
  typeof end === 'string' && typeof whole === 'string' ? whole.endsWith(end) : end instanceof SampledText;

/** What is left of a text of which so many characters are taken, or a few more: parts mostly end with a line, and the empty ones after it. */
const rest = (text: Value, taken: number): Value | null => {
  const from = Math.round(taken);
  if (text instanceof SampledText) return text.slice(from);
  if (typeof text !== 'string') return null;
  const line = text.indexOf('\n', from);
  if (line < 0 || line - from > LONGEST_LINE) return text.slice(from);
  let begins = line;
  while (text[begins] === '\n') begins++;
  return text.slice(begins);
};

/** What a variable held, one time after the other, is no number that goes forth and back. */
export const goOneWay = (values: readonly Value[]): boolean => {
  let [up, down] = [false, false];
  for (let next = 1; next < values.length; next++) {
    const [before, after] = [values[next - 1], values[next]];
    if (typeof before !== 'number' || typeof after !== 'number') continue;
    up ||= after > before;
    down ||= after < before;
  }
  return !(up && down);
};

/** As far as has been seen: a search from number to number, a cursor that skips. */
const goesOneWay = ([o, x, y, z]: readonly [number, number, number, number]): boolean =>
  (o <= x && x <= y && y <= z) || (o >= x && x >= y && y >= z);

/** Whole numbers stay whole. */
const moved = (distance: number, start: number, step: number): number =>
  Number.isInteger(start) && Number.isInteger(step) ? Math.round(distance) : distance;

const meanStep = (first: number, last: number, step: number, iterations: number): number => {
  if (iterations <= 0 || agrees(last - first, step * iterations)) return step;
  return (last - first) / iterations;
};
