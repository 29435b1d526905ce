import { fieldOf, inEnglish, type Message } from '@migration-tags/simulator';

/** What a value is once its messages are words. */
export type InWords<T> = T extends Message
  ? string
  : T extends readonly (infer Item)[]
    ? readonly InWords<Item>[]
    : T extends object
      ? { readonly [Name in keyof T]: InWords<T[Name]> }
      : T;

/** A copy of plain data with every message in English, for tests to compare. */
export function inWords<T>(value: T): InWords<T>;
export function inWords(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => inWords(item));
  if (typeof value !== 'object' || value === null) return value;
  return isMessage(value)
    ? inEnglish(value)
    : Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, inWords(inner)]));
}

const isMessage = (value: object): value is Message =>
  typeof fieldOf(value, 'template') === 'string' && Array.isArray(fieldOf(value, 'values'));
