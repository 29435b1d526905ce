import type { Translation } from '@migration-tags/simulator';
import { translatableMessages } from '../../scripts/translatable-strings.ts';

/** A language in which every letter is an x, but for what is quoted source. */
export const PSEUDO: Translation = {
  locale: 'en',
  sentences: Object.fromEntries(
    Object.keys(translatableMessages()).map((sentence) => [
      sentence,
      sentence.replaceAll(/`[^`]*`|\p{L}/gu, (found) => (found.startsWith('`') ? found : 'x')),
    ]),
  ),
};

/** Of the tag language and of the environment, and what the outline names code by: the same everywhere. */
const KEYWORDS =
  /\b(?:approve|withdraw|assume|ignore|begin|end|migrate|qemu-precopy|cancel|hold|p95|for|let|while|(?:map|setInterval) callback)\b/g;

/** Words that are still English: neither quoted nor keywords, nor dotted names of settings, commands and fields. Names in a test's source are made of x. */
export const englishIn = (text: string): readonly string[] =>
  text
    .replaceAll(/`[^`]*`|"[^"]*"|data:image[^)]*|\$\(\w+\)|\w+(?:\.\w+)+/g, '')
    .replaceAll(KEYWORDS, '')
    .match(/(?<![\w.@])(?!x+\b)[A-Za-z]{3,}/g) ?? [];

/** Of every text in a value; a `kind` is the protocol's. */
export const englishWithin = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return englishIn(value);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => (name === 'kind' ? [] : englishWithin(inner)));
};
