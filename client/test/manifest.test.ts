import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { settingsContribution } from '../../scripts/settings-contribution.ts';
import { readSettings } from '../../server/src/lsp/settings.ts';
import { SWITCHES } from '../../server/src/lsp/settings-table.ts';

const root = path.resolve(import.meta.dirname, '../..');
const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const sources = ['extension', 'tag-commands', 'windows-view'].map((name) =>
  path.join(root, `client/src/${name}.ts`),
);

describe('the extension’s manifest', () => {
  test('has the settings of the table (write them with scripts/write-manifest.ts)', () => {
    expect(manifest.contributes.configuration).toEqual(settingsContribution());
  });

  test('has the defaults that the server assumes without any settings', () => {
    const { surfaces } = readSettings({});
    for (const { surface, default: preset } of SWITCHES)
      expect([surface, surfaces[surface]]).toEqual([surface, preset]);
  });

  test('names only files that are there', () => {
    const { grammars, jsonValidation, walkthroughs } = manifest.contributes;
    const named = [
      ...grammars.map((grammar: { path: string }) => grammar.path),
      jsonValidation[0].url,
      ...walkthroughs[0].steps.map(({ media }: { media: { image: string } }) => media.image),
    ];
    for (const file of named) expect([file, existsSync(path.join(root, file))]).toEqual([file, true]);
  });

  test('names exactly the commands that the client registers', () => {
    const registered = sources
      .filter((file) => existsSync(file))
      .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/registerCommand\(\s*'([^']+)'/g)])
      .map(([, command]) => command);
    const named = manifest.contributes.commands.map(({ command }: { command: string }) => command);
    expect([...named].sort()).toEqual([...registered].sort());
  });
});
