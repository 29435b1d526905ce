import { readFileSync } from 'node:fs';
import path from 'node:path';
import { say, translateWith } from '@migration-tags/simulator';
import { describe, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const read = (name: string): Readonly<Record<string, string>> =>
  JSON.parse(readFileSync(path.join(root, name), 'utf8'));

/** Gaps, quoted source and links: what a translation has to keep, in whichever order. */
const kept = (text: string): readonly string[] =>
  [...text.matchAll(/\{\d+\}|`+[^`]*`+|\(command:[^)]*\)/g)].map(([part]) => part).sort();

describe.each([
  ['l10n/bundle.l10n.json', 'l10n/bundle.l10n.de.json'],
  ['package.nls.json', 'package.nls.de.json'],
])('%s in German', (english, german) => {
  const [source, translation] = [read(english), read(german)];

  test('has every string, and none that there is no more', () => {
    expect(Object.keys(translation).sort()).toEqual(Object.keys(source).sort());
  });

  test('has the gaps, the quoted source and the links of the English', () => {
    const changed = Object.entries(source).filter(
      ([key, text]) => kept(translation[key] ?? '').join() !== kept(text).join(),
    );
    expect(changed.map(([key]) => key)).toEqual([]);
  });

  test('is not left blank', () => {
    expect(Object.values(translation).filter((text) => text.trim() === '')).toEqual([]);
  });
});

test('sentences made of parts read as sentences', () => {
  const german = translateWith({ locale: 'de', sentences: read('l10n/bundle.l10n.de.json') });
  const writes = say`writes ${say`${12_000} pages/s`} within ${say`${1.5} GiB`}`;
  const budget = say`the ${say`${35.8} MiB`} that cross the link within one downtime limit`;
  expect(
    german(
      say`${'`solve`'} is hot: it ${writes}, more than ${budget}. A migration approved here copies in vain or stops the service long.`,
    ),
  ).toBe(
    '`solve` ist heiß: Es schreibt 12.000 Seiten/s innerhalb von 1,5 GiB, mehr als die 35,8 MiB, die in einem ' +
      'Downtime-Limit über die Verbindung gehen. Eine hier freigegebene Migration kopiert vergeblich oder hält den Dienst lange an.',
  );
});
