import { type Quantity, quantity, scale } from '../../effects/quantity.ts';
import { stringOfLength, Unknown, type Value } from './value.ts';

/**
 * A text of which only the beginning is known, as that of a large file: it goes on like that. Who asks for its characters gets those of the
 * beginning, over and over. Reconstruction.
 */
export class SampledText extends Unknown {
  /** At least one character. */
  readonly sample: string;

  constructor(length: Quantity, sample: string) {
    super('string', length);
    this.sample = sample;
  }

  get length(): Quantity {
    return this.estimate ?? quantity(this.sample.length);
  }

  /** How many times longer than the sample it is. */
  get times(): Quantity {
    return scale(this.length, 1 / this.sample.length);
  }

  charAt(index: number): string {
    return index >= 0 && index < this.length.likely ? (this.sample[index % this.sample.length] ?? '') : '';
  }

  /** -1 where the sample has it nowhere, or the text is over. */
  indexOf(wanted: string, from: number): number {
    const first = this.sample.indexOf(wanted);
    if (first < 0) return -1;
    const start = Math.max(0, Math.floor(from));
    const inSample = start % this.sample.length;
    const here = this.sample.indexOf(wanted, inSample);
    const found = start - inSample + (here >= 0 ? here : this.sample.length + first);
    return found < this.length.likely ? found : -1;
  }

  /** From one index to another, as `slice` counts them. A short part is known. */
  slice(from: number, to: number = Number.POSITIVE_INFINITY): Value {
    const { likely } = this.length;
    const place = (index: number): number =>
      Math.max(0, Math.min(likely, index < 0 ? likely + index : index));
    const start = Math.floor(place(from));
    const span = Math.floor(place(to)) - start;
    if (span <= 0) return '';
    const begins = start % this.sample.length;
    const turned = begins === 0 ? this.sample : this.sample.slice(begins) + this.sample.slice(0, begins);
    if (span <= MOST_KNOWN) return turned.repeat(Math.ceil(span / turned.length)).slice(0, span);
    return new SampledText(scale(this.length, span / likely), turned);
  }

  /** The text with its sample changed by `work`, which makes it longer or shorter in proportion. */
  map(work: (sample: string) => string): Value {
    const sample = work(this.sample);
    return textLike(scale(this.length, sample.length / this.sample.length), sample);
  }
}

/** How the text begins and goes on; empty: nobody knows. */
export const sampleOf = (value: Value): string => (value instanceof SampledText ? value.sample : '');

/** Characters of a long text that show how it goes on. Reconstruction. */
export const SAMPLE_LENGTH = 1 << 16;

/** Characters of the longest part that is made. */
const MOST_KNOWN = 1 << 14;

/** A text of that length which goes on as `sample` does. */
export const textLike = (length: Quantity, sample: string): Unknown =>
  sample === '' ? stringOfLength(length) : new SampledText(length, sample);
