import { type Quantity, quantity } from '../../effects/quantity.ts';

/** Parts of a text that are read later may be so many times shorter or longer than those before. Reconstruction. */
const UNEVEN = 2;

/** One text that the program looks through, from where it began to where it looked last. */
interface Reading {
  readonly length: Quantity;
  readonly from: number;
  at: number;
}

/** How far the program had got in which text. */
export interface ReadingMark {
  readonly reading: Reading | null;
  readonly at: number;
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
    if (reading !== null && reading.length.likely === length.likely && at >= reading.at / 2)
      reading.at = Math.max(reading.at, at);
    else this.#reading = { length, from: at, at };
  }

  mark(): ReadingMark {
    return { reading: this.#reading, at: this.#reading?.at ?? 0 };
  }

  /** How many iterations more a loop makes that goes through a text to its end; `null`: it does not look like one. `begun`: the mark when it began. */
  iterationsAhead(begun: ReadingMark, iterations: number): Quantity | null {
    const reading = this.#reading;
    if (reading === null) return null;
    const { length, at } = reading;
    const each = (at - (reading === begun.reading ? begun.at : reading.from)) / iterations;
    if (each <= 0 || length.likely <= at) return null;
    const ahead = (end: number): number => Math.max(0, end - at) / each;
    return quantity(ahead(length.low) / UNEVEN, ahead(length.likely), ahead(length.high) * UNEVEN);
  }
}
