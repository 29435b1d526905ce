import { ENGLISH, fieldOf, isRecord, type Translation, translateWith } from '@migration-tags/simulator';

/** Where the page's host has written the language it speaks. */
export const TRANSLATION_ELEMENT = 'translation';

const isTranslation = (value: unknown): value is Translation =>
  typeof fieldOf(value, 'locale') === 'string' && isRecord(fieldOf(value, 'sentences'));

const given = (): Translation => {
  const text = document.getElementById(TRANSLATION_ELEMENT)?.textContent;
  const value: unknown = text ? JSON.parse(text) : null;
  return isTranslation(value) ? value : ENGLISH;
};

/** A page speaks one language for as long as it is shown. */
export const translate = translateWith(given());
