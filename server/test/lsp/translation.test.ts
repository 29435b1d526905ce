import { type Message, translateWith } from '@migration-tags/simulator';
import { describe, expect, test } from 'vitest';
import { serverMessages } from '../../../scripts/translatable-strings.ts';
import { buildOutline } from '../../src/analysis/frontend/outline.ts';
import { checkFile, RULES } from '../../src/rules/index.ts';
import { readTags } from '../../src/tags/index.ts';
import { measureOf } from '../rules/example-measure.ts';
import { pageExample, pageOf, switchedOn } from '../rules/page-example.ts';
import { Editor, WORKSPACE } from './editor.ts';

/** A language in which every letter is an x, but for what is quoted source. */
const TRANSLATION = Object.fromEntries(
  // The last is what the scripted prediction says.
  [...Object.keys(serverMessages()), 'It writes little.'].map((sentence) => [
    sentence,
    sentence.replaceAll(/`[^`]*`|\p{L}/gu, (found) => (found.startsWith('`') ? found : 'x')),
  ]),
);

/** Words that are still English: not quoted, no quantity and no field's name. */
const englishIn = (text: string): readonly string[] =>
  text
    .replaceAll(/`[^`]*`|"[^"]*"|\b[\d.,]+ ?(?:[KMG]i?B|[um]?s|pages\/s)/g, '')
    .match(/(?<![\w.@])(?!x+\b)[A-Za-z]{3,}/g) ?? [];

const translate = translateWith(TRANSLATION);

const untranslated = (messages: readonly Message[]): readonly string[] =>
  messages.flatMap((message) => englishIn(translate(message)));

describe('in another language', () => {
  test.each(RULES)('$name says nothing in English', ({ name }) => {
    const { code, figures } = pageExample(pageOf(name), 'Wrong');
    const outline = buildOutline('example.ts', code);
    const found = checkFile(outline, readTags(outline), figures && measureOf(figures), switchedOn(name));
    expect(found).not.toEqual([]);
    expect(
      untranslated(found.flatMap(({ message, fixes }) => [message, ...fixes.map(({ title }) => title)])),
    ).toEqual([]);
  });

  const TEXT = `// @migrate aprove
function solve(): void {}
// @migrate assume duration=3
function wait(): void {}
// @migrate approve
function rest(): void {}
function more(): void {}
`;

  const open = async (translation: Readonly<Record<string, string>>) => {
    const editor = await Editor.start({
      translation,
      script: { more: { downtimeMs: 12, suggest: 'approve', savesMs: 290 } },
      files: { [`${WORKSPACE}/migration-tags.json`]: '{"link": {"bandwidth": "fast"}, "lnk": 1}' },
    });
    const document = await editor.open('a.ts', TEXT);
    await editor.pause();
    return { editor, document };
  };

  test('an editor shows no problem and no fix in English', async () => {
    const { editor, document } = await open(TRANSLATION);
    const problems = [...(await document.diagnostics()), ...[...editor.published.values()].flat()];
    const fixes = await document.actions(TEXT, ['quickfix', 'refactor', 'source']);
    expect(problems.length).toBeGreaterThan(4);
    expect(fixes.length).toBeGreaterThan(5);
    // The names of the fields that are wrong.
    expect(problems.flatMap(({ message }) => englishIn(String(message))).sort()).toEqual(['link', 'lnk']);
    expect(
      fixes
        .flatMap(({ title, diagnostics = [] }) => [
          title,
          ...diagnostics.map(({ message }) => String(message)),
        ])
        .flatMap(englishIn),
    ).toEqual([]);
  });

  test('two sessions speak each its own', async () => {
    const [own, english] = [await open(TRANSLATION), await open({})];
    const first = async ({ document }: typeof own) => String((await document.diagnostics())[0]?.message);
    expect(englishIn(await first(own))).toEqual([]);
    expect(await first(english)).toMatch(/^`aprove` is no directive; expected /);
  });
});
