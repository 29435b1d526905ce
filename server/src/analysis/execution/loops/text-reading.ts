import { asQuantity, NOTHING, type Quantity, quantity } from '../../effects/quantity.ts';
import type { SampledText } from '../values/sampled-text.ts';

/** Parts of a text that are read later may be so many times shorter or longer than those before. Reconstruction. */
const UNEVEN = 2;

/** One text that the program looks through, from where it began to where it looked last. */
interface Reading {
  readonly length: Quantity;
  readonly from: number;
  at: number;
  /** How often it was looked at. */
  looks: number;
  /** How often the program has gone back to where others of that length had been begun. */
  readonly restarts: number;
  /** Where iterations have got to that stand for others; 0: there were none. */
  readTo: number;
  /** Where the part ends that the iteration at hand reads, which stands for many; `null`: no such iteration is at hand. */
  partEnd: number | null;
}

/** How far the program had got in which texts. */
export type ReadingMark = ReadonlyMap<
  number,
  { readonly reading: Reading; readonly at: number; readonly looks: number; readonly restarts: number }
>;

const NONE: ReadingMark = new Map();

/** Texts that are remembered: the one that a parser goes through, and those that it copies parts to or compares them with. */
const MOST_REMEMBERED = 4;

/** Shorter texts are run through character by character, and there are many of them. Reconstruction. */
const SHORTEST = 1000;

/** A parser looks back, mostly not as far as to half of what it has read; this is the share of a loop's iterations that may. Reconstruction. */
const MOST_RESTARTS = 1 / 4;

/** Parts of a text that are skipped without a search are mostly shorter. Reconstruction. */
const FURTHEST_AHEAD = 1000;

/**
 * How far the program has got in the texts that it looked through last, place by place. Texts have no identity here: one of another length, or
 * looked at much further in front, is another one.
 */
export class TextReading {
  /** The one begun last comes last. */
  #readings: readonly Reading[] = [];

  /** The program has looked at what stands in a text from the place `at` on. */
  note(length: number | Quantity, at: number): void {
    const likely = typeof length === 'number' ? length : length.likely;
    const known = this.#readings.find((reading) => reading.length.likely === likely);
    if (known !== undefined && at >= known.at / 2) {
      known.at = Math.max(known.at, at);
      known.looks++;
    } else
      this.#remember(
        {
          length: asQuantity(length),
          from: at,
          at,
          looks: 1,
          restarts: known ? known.restarts + 1 : 0,
          readTo: 0,
          partEnd: null,
        },
        known,
      );
  }

  /** It has looked at one of the characters of a text. Far ahead of the others that is no reading: many look at the last one first. */
  noteCharacter(text: string | SampledText, at: number): void {
    const length = typeof text === 'string' ? text.length : text.length.likely;
    if (length < SHORTEST) return;
    const known = this.#readings.find((reading) => reading.length.likely === length);
    if (at <= (known?.at ?? 0) + FURTHEST_AHEAD) this.note(text.length, at);
  }

  /** It has been given one of the elements that an iterator hands over: many look for the first of them alone. */
  noteElement(count: Quantity, at: number): void {
    if (at > 0) this.note(count, at);
  }

  mark(): ReadingMark {
    if (this.#readings.length === 0) return NONE;
    return new Map(
      this.#readings.map((reading) => [
        reading.length.likely,
        { reading, at: reading.at, looks: reading.looks, restarts: reading.restarts },
      ]),
    );
  }

  /** How many iterations more a loop makes that goes through a text to its end; `null`: it does not look like one. `begun`: the mark when it began. */
  iterationsAhead(begun: ReadingMark, iterations: number): Quantity | null {
    const reading = this.#readBy(begun, iterations);
    if (reading === null) return null;
    const { length, at, readTo, partEnd } = reading;
    if (readTo >= (partEnd ?? length.likely)) return NOTHING;
    const each = readSince(begun, reading) / iterations;
    if (each <= 0 || length.likely <= at) return null;
    const ahead = (end: number): number => Math.max(0, Math.min(end, partEnd ?? end) - at) / each;
    return quantity(ahead(length.low) / UNEVEN, ahead(length.likely), ahead(length.high) * UNEVEN);
  }

  /**
   * Runs `work`, the iterations of a loop that stand for all others up to the end of the text. Loops inside have the part of one iteration before them, which `work` is
   * to say that it begins, and what is around has nothing more to read: each of them up to the end, a parser that calls itself would read the text once a level.
   */
  toTheEnd(begun: ReadingMark, iterations: number, work: (beginPart: () => void) => void): void {
    const reading = this.#readBy(begun, iterations);
    if (reading === null) return;
    const { partEnd } = reading;
    const each = readSince(begun, reading) / iterations;
    work(() => {
      reading.partEnd = reading.at + each;
    });
    reading.partEnd = partEnd;
    reading.readTo = partEnd ?? reading.length.likely;
    this.#remember(reading, reading);
  }

  /** The longest text that was looked at since, and not again and again from its front, as texts are that are compared. */
  #readBy(begun: ReadingMark, iterations: number): Reading | null {
    let longest: Reading | null = null;
    for (const reading of this.#readings) {
      const before = begun.get(reading.length.likely);
      const isSame = before?.reading === reading && before.looks === reading.looks;
      const restarts = reading.restarts - (before?.restarts ?? 0);
      if (isSame || restarts - 1 > iterations * MOST_RESTARTS) continue;
      if (longest === null || reading.length.likely > longest.length.likely) longest = reading;
    }
    return longest;
  }

  #remember(reading: Reading, instead: Reading | undefined): void {
    const others = this.#readings.filter((other) => other !== instead);
    this.#readings = [...others.slice(1 - MOST_REMEMBERED), reading];
  }
}

const readSince = (begun: ReadingMark, reading: Reading): number => {
  const before = begun.get(reading.length.likely);
  return reading.at - (before?.reading === reading ? before.at : reading.from);
};
