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

/** How far the program had got in which text. */
export interface ReadingMark {
  readonly reading: Reading | null;
  readonly at: number;
  readonly looks: number;
}

/**
 * How far the program has got in the text that it looked through last, place by place. Texts have no identity here: one of another length, or
 * looked at much further in front, is another one.
 */
export class TextReading {
  #reading: Reading | null = null;

  /** The program has looked at what stands in a text from the place `at` on. */
  note(length: Quantity, at: number): void {
    const reading = this.#reading;
    if (reading !== null && reading.length.likely === length.likely && at >= reading.at / 2) {
      reading.at = Math.max(reading.at, at);
      reading.looks++;
    } else this.#reading = { length, from: at, at, looks: 1, readTo: 0, partEnd: null };
  }

  mark(): ReadingMark {
    return { reading: this.#reading, at: this.#reading?.at ?? 0, looks: this.#reading?.looks ?? 0 };
  }

  /** How many iterations more a loop makes that goes through a text to its end; `null`: it does not look like one. `begun`: the mark when it began. */
  iterationsAhead(begun: ReadingMark, iterations: number): Quantity | null {
    const reading = this.#reading;
    if (reading === null || (reading === begun.reading && reading.looks === begun.looks)) return null;
    const { length, at, readTo, partEnd } = reading;
    if (readTo >= (partEnd ?? length.likely)) return NOTHING;
    const each = this.#readByEach(begun, iterations);
    if (each <= 0 || length.likely <= at) return null;
    const ahead = (end: number): number => Math.max(0, Math.min(end, partEnd ?? end) - at) / each;
    return quantity(ahead(length.low) / UNEVEN, ahead(length.likely), ahead(length.high) * UNEVEN);
  }

  /**
   * Runs `work`, the iterations of a loop that stand for all others up to the end of the text. Loops inside have the part of one iteration before them, and what
   * is around has nothing more to read: each of them up to the end, a parser that calls itself would read the text once a level.
   */
  toTheEnd(begun: ReadingMark, iterations: number, work: () => void): void {
    const reading = this.#reading;
    if (reading === null) {
      work();
      return;
    }
    const { partEnd } = reading;
    reading.partEnd = reading.at + this.#readByEach(begun, iterations);
    work();
    reading.partEnd = partEnd;
    reading.readTo = partEnd ?? reading.length.likely;
    this.#reading = reading;
  }

  #readByEach(begun: ReadingMark, iterations: number): number {
    const reading = this.#reading;
    if (reading === null) return 0;
    return (reading.at - (reading === begun.reading ? begun.at : reading.from)) / iterations;
  }
}
