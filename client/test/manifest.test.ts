import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { analysisBundle, browserBundles, nodeBundles, pageBundle } from '../../scripts/bundles.ts';
import { settingsContribution } from '../../scripts/settings-contribution.ts';
import { settingStrings, translatableMessages } from '../../scripts/translatable-strings.ts';
import { readSettings } from '../../server/src/lsp/settings/settings.ts';
import { SWITCHES } from '../../server/src/lsp/settings/settings-table.ts';

const root = path.resolve(import.meta.dirname, '../..');
const read = (name: string) => JSON.parse(readFileSync(path.join(root, name), 'utf8'));
const manifest = read('package.json');
const strings: Readonly<Record<string, string>> = read('package.nls.json');
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

describe('the extension’s words', () => {
  /** Every text of the manifest with the names of the fields that lead to it. */
  const texts = (value: unknown, at: readonly string[] = []): readonly (readonly [string, string])[] => {
    if (typeof value === 'string') return [[at.join('.'), value]];
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([name, inner]) => texts(inner, [...at, name]));
  };
  const SHOWN =
    /(?:^|\.)(?:title|category|description|markdownDescription|name|contents|altText|displayName)$/;
  const shown = texts({
    displayName: manifest.displayName,
    description: manifest.description,
    capabilities: manifest.capabilities,
    contributes: { ...manifest.contributes, grammars: [] },
  }).filter(([field]) => SHOWN.test(field));

  test('stand in package.nls.json, none in the manifest itself', () => {
    expect(shown.length).toBeGreaterThan(40);
    expect(shown.filter(([, text]) => !/^%[\w.]+%$/.test(text))).toEqual([]);
  });

  test('are all there, and all used', () => {
    const used = texts(manifest).flatMap(([, text]) => /^%([\w.]+)%$/.exec(text)?.slice(1) ?? []);
    expect([...new Set(used)].sort()).toEqual(Object.keys(strings).sort());
  });

  test('of the settings are those of the table (write them with scripts/write-manifest.ts)', () => {
    expect(strings).toMatchObject(settingStrings());
  });

  /** It reads every source. */
  const LIMIT_MS = 120_000;

  test('that are said can be translated (write them with scripts/write-manifest.ts)', {
    timeout: LIMIT_MS,
  }, () => {
    expect(read('l10n/bundle.l10n.json')).toEqual(translatableMessages());
  });
});

describe('the walkthrough', () => {
  const [{ steps }] = manifest.contributes.walkthroughs;

  test('offers only commands that there are', () => {
    const { commands, views } = manifest.contributes;
    const known = [
      ...commands.map(({ command }: { command: string }) => command),
      // Every view has one of the editor's own.
      ...views.explorer.map(({ id }: { id: string }) => `${id}.focus`),
    ];
    const offered = steps.flatMap(
      ({ description, completionEvents = [] }: { description: string; completionEvents?: string[] }) => [
        ...[...(strings[description.slice(1, -1)] ?? '').matchAll(/\(command:([\w.]+)\)/g)].map(
          ([, command]) => command,
        ),
        ...completionEvents.flatMap((event) => /^onCommand:(.*)/.exec(event)?.slice(1) ?? []),
      ],
    );
    expect(offered.length).toBeGreaterThan(0);
    for (const command of offered) expect(known).toContain(command);
  });

  test('has a picture with words for each step', () => {
    for (const { media } of steps) {
      expect(existsSync(path.join(root, media.image))).toBe(true);
      expect(strings[media.altText.slice(1, -1)]).toMatch(/\.$/);
    }
  });

  test('names entries that are built, and its package has every bundle but those of the command line', () => {
    const bundles = [...nodeBundles, ...browserBundles, analysisBundle, pageBundle].map(
      ({ outfile }) => outfile,
    );
    expect(bundles.map((file) => `./${file}`)).toEqual(
      expect.arrayContaining([manifest.main, manifest.browser]),
    );
    const packaged = readFileSync(path.join(root, '.vscodeignore'), 'utf8').split('\n');
    const left = bundles.filter((file) => !packaged.includes(`!${file}`));
    expect(left).toEqual(['dist/cli.js', 'dist/experiment-worker.js']);
  });
});
