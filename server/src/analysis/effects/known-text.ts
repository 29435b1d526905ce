import type { Quantity } from './quantity.ts';

/** What is known of a text, of bytes read as UTF-8, or of what stands in a file. */
export interface KnownText {
  readonly text: string;
  /** That is all of it, not just how it, or one like it, begins. */
  readonly isWhole: boolean;
}

/** What bytes come to that gzip has packed. */
export interface Unpacked {
  readonly bytes: Quantity;
  readonly text: KnownText | null;
}

/** So many characters from one of them on; what is known only by its beginning goes on like that. */
export const partOfText = ({ text, isWhole }: KnownText, from: number, length: number): KnownText => {
  if (isWhole || text === '') return { text: text.slice(from, from + length), isWhole };
  const begins = from % text.length;
  const goesOn = text.slice(begins) + text.slice(0, begins);
  return length <= goesOn.length
    ? { text: goesOn.slice(0, length), isWhole: true }
    : { text: goesOn, isWhole: false };
};
