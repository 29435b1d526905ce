import { NOTHING, type Quantity, quantity } from '../../effects/quantity.ts';

/** Parts of a text that are read later may be so many times shorter or longer than those before. Reconstruction. */
const UNEVEN = 2;

/** One text that the program looks through, from where it began to where it looked last. */
interface Reading {
  readonly length: Quantity;
  readonly from: number;
  at: number;
  /** How often it was looked at. */
  looks: number;
  /** Where iterations have got to that stand for others; 0: there were none. */
  readTo: number;
  /** Where the part ends that the iteration at hand reads, which stands for many; `null`: no such iteration is at hand. */
  partEnd: number | null;
}

/** How far the program had got in which texts. */
export type ReadingMark = ReadonlyMap<Reading, { readonly at: number; readonly looks: number }>;

const NONE: ReadingMark = new Map();

/** Texts that are remembered: the one that a parser goes through, and those that it copies parts to or compares them with. */
const MOST_REMEMBERED = 4;

/**
 * How far the program has got in the texts that it looked through last, place by place. Texts have no identity here: one of another length, or
 * looked at much further in front, is another one.
 */
export class TextReading {
  /** The one begun last comes last. */
  #readings: readonly Reading[] = [];

  /** The program has looked at what stands in a text from the place `at` on. */
  note(length: Quantity, at: number): void {
    const known = this.#readings.find((reading) => reading.length.likely === length.likely);
    if (known !== undefined && at >= known.at / 2) {
      known.at = Math.max(known.at, at);
      known.looks++;
    } else this.#remember({ length, from: at, at, looks: 1, readTo: 0, partEnd: null }, known);
  }

  mark(): ReadingMark {
    if (this.#readings.length === 0) return NONE;
    return new Map(this.#readings.map((reading) => [reading, { at: reading.at, looks: reading.looks }]));
  }

  /** How many iterations more a loop makes that goes through a text to its end; `null`: it does not look like one. `begun`: the mark when it began. */
  iterationsAhead(begun: ReadingMark, iterations: number): Quantity | null {
    const reading = this.#readBy(begun);
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
    const reading = this.#readBy(begun);
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

  /** The longest text that was looked at since. */
  #readBy(begun: ReadingMark): Reading | null {
    let longest: Reading | null = null;
    for (const reading of this.#readings)
      if (
        reading.looks !== begun.get(reading)?.looks &&
        (longest === null || reading.length.likely > longest.length.likely)
      )
        longest = reading;
    return longest;
  }

  #remember(reading: Reading, instead: Reading | undefined): void {
    const others = this.#readings.filter((other) => other !== instead);
    this.#readings = [...others.slice(1 - MOST_REMEMBERED), reading];
  }
}

const readSince = (begun: ReadingMark, reading: Reading): number =>
  reading.at - (begun.get(reading)?.at ?? reading.from);
