import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { tokenize } from './tokenize.ts';

const fixtures = path.join(import.meta.dirname, 'fixtures');

const LANGUAGES = [
  ['ts', 'source.ts'],
  ['tsx', 'source.tsx'],
  ['js', 'source.js'],
  ['jsx', 'source.js.jsx'],
] as const;

/** The lines with directives, each token that the injection named with its innermost scope below it. */
const picture = async (extension: string, scope: string): Promise<string> => {
  const text = readFileSync(path.join(fixtures, `directives.${extension}`), 'utf8');
  const lines = await tokenize(text, scope);
  return lines
    .map((tokens) => {
      const line = tokens.map((token) => token.text).join('');
      const named = tokens.filter(({ scopes }) => scopes.at(-1)?.endsWith('.migrate') === true);
      const marks = named
        .filter((token) => token.text.trim() !== '' && token.scopes.at(-1) !== 'meta.directive.migrate')
        .map((token) => `    ${token.text}  ${token.scopes.at(-1)}`);
      return [line, ...marks].join('\n');
    })
    .join('\n');
};

describe('tags in comments', () => {
  test.each(LANGUAGES)('are coloured in .%s', async (extension, scope) => {
    await expect(await picture(extension, scope)).toMatchFileSnapshot(
      `snapshots/directives.${extension}.txt`,
    );
  });

  test('leave the comment’s own end and the code after it alone', async () => {
    const [line = []] = await tokenize('/* @migrate approve */ const a = 1;', 'source.ts');
    const end = line.find(({ text }) => text === '*/');
    expect(end?.scopes.at(-1)).toBe('punctuation.definition.comment.ts');
    expect(line.find(({ text }) => text === 'const')?.scopes).toEqual([
      'source.ts',
      'meta.var.expr.ts',
      'storage.type.ts',
    ]);
  });
});
