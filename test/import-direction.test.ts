import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

/** Each layer, and the modules it may name besides its own files. The first prefix that matches a file decides. */
const layers: readonly { readonly prefix: string; readonly may: readonly RegExp[] }[] = [
  { prefix: 'simulator/src/', may: [/^valibot$/] },
  { prefix: 'server/src/analysis/frontend/', may: [/^ts-morph$/, /^@migration-tags\/simulator$/] },
  {
    prefix: 'server/src/configuration/',
    may: [/^jsonc-parser$/, /^@migration-tags\/simulator$/],
  },
  // What needs one host lies in a folder of its own: the rest runs in Node and in a web worker alike.
  { prefix: 'server/src/lsp/node/', may: [/^vscode-languageserver\/node$/, /^node:/] },
  { prefix: 'server/src/lsp/browser/', may: [/^vscode-languageserver\/browser$/] },
  {
    prefix: 'server/src/lsp/',
    may: [/^vscode-languageserver(-types|-textdocument)?$/, /^jsonc-parser$/, /^@migration-tags\/simulator$/],
  },
  {
    prefix: 'server/src/cli/',
    may: [/^commander$/, /^valibot$/, /^jsonc-parser$/, /^node:/, /^@migration-tags\/simulator$/],
  },
  { prefix: 'server/src/', may: [/^@migration-tags\/simulator$/] },
  { prefix: 'client/webview/', may: [/^uplot/, /^@migration-tags\/simulator$/] },
  { prefix: 'client/src/node/', may: [/^vscode$/, /^vscode-languageclient\/node$/, /^node:/] },
  { prefix: 'client/src/browser/', may: [/^vscode$/, /^vscode-languageclient\/browser$/] },
  { prefix: 'client/src/', may: [/^vscode$/, /^vscode-languageclient$/, /^@migration-tags\/simulator$/] },
];

/** Folders of the server that may be imported from each of its folders: `lsp` and `cli` are edges, the rest is pure. */
const serverFolders: Readonly<Record<string, readonly string[]>> = {
  source: [],
  memo: [],
  tags: ['source', 'rules', 'analysis'],
  rules: ['source', 'tags', 'analysis'],
  analysis: ['source', 'memo', 'tags', 'rules'],
  preview: ['source', 'memo', 'tags', 'rules', 'analysis'],
  configuration: ['source', 'rules', 'analysis'],
  lsp: ['source', 'memo', 'tags', 'rules', 'analysis', 'preview', 'configuration'],
  cli: ['source', 'tags', 'rules', 'analysis', 'preview', 'configuration', 'lsp'],
};

/**
 * Folders of the execution that may be imported, for more than types, from each of its folders. What runs a program calls itself all the way round:
 * a call runs a function's statements, which call.
 */
const interpreter = ['language', 'loops', 'calls', 'intrinsics'];
const beneath = ['code-facts', 'values', 'costs', 'heap', 'host'];
const executionFolders: Readonly<Record<string, readonly string[]>> = {
  'code-facts': [],
  values: ['code-facts'],
  costs: ['code-facts', 'values'],
  heap: ['code-facts', 'values', 'costs'],
  host: ['code-facts', 'values', 'costs'],
  language: [...beneath, ...interpreter],
  loops: [...beneath, ...interpreter],
  calls: [...beneath, ...interpreter],
  intrinsics: [...beneath, ...interpreter],
  run: [...beneath, ...interpreter],
};

const root = path.resolve(import.meta.dirname, '..');

const sourceFiles = ['simulator/src', 'server/src', 'client/src', 'client/webview'].flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => `${folder}/${name.replaceAll(path.sep, '/')}`),
);

const importsOf = (file: string): string[] =>
  [
    ...readFileSync(path.join(root, file), 'utf8').matchAll(
      /(?:^|\n)\s*(?:import|export)\b[^'";]*?from\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)|(?:^|\n)import\s+['"]([^'"]+)['"]/g,
    ),
  ].map((match) => match[1] ?? match[2] ?? match[3] ?? '');

const layerOf = (file: string) => layers.find(({ prefix }) => file.startsWith(prefix));

const topFolder = (file: string): string => file.split('/')[0] ?? '';

const EXECUTION = 'server/src/analysis/execution/';

/** Without what is imported as a type alone. */
const valuesImportedBy = (file: string): string[] =>
  [
    ...readFileSync(path.join(root, file), 'utf8').matchAll(
      /(?:^|\n)(?:import|export)\b(?!\s+type\b)([^;]*?)from\s*'(\.[^']+)'/g,
    ),
  ]
    .filter(([, names]) =>
      (names ?? '').split(/[{},]/).some((name) => /\w/.test(name) && !/^\s*type\s/.test(name)),
    )
    .map(([, , imported]) => path.posix.join(path.posix.dirname(file), imported ?? ''));

describe('imports within the execution', () => {
  const files = sourceFiles.filter((file) => file.startsWith(EXECUTION));
  const folderOf = (file: string): string => path.posix.dirname(file.slice(EXECUTION.length));

  test('every file lies in one of its folders', () => {
    expect(new Set(files.map(folderOf))).toEqual(new Set(Object.keys(executionFolders)));
  });

  test.each(files)('%s', (file) => {
    for (const target of valuesImportedBy(file).filter((name) => name.startsWith(EXECUTION)))
      if (folderOf(target) !== folderOf(file))
        expect(executionFolders[folderOf(file)], `${file} imports ${target}`).toContain(folderOf(target));
  });
});

describe('imports point client → server → simulator', () => {
  test('there are files to look at', () => {
    expect(sourceFiles.length).toBeGreaterThan(10);
  });

  test.each(sourceFiles)('%s', (file) => {
    const layer = layerOf(file);
    for (const imported of importsOf(file)) {
      if (!imported.startsWith('.')) {
        expect(
          layer?.may.some((allowed) => allowed.test(imported)),
          `${file} imports ${imported}`,
        ).toBe(true);
        continue;
      }
      const target = path.posix.join(path.posix.dirname(file), imported);
      const allowedTops: Readonly<Record<string, readonly string[]>> = {
        simulator: ['simulator'],
        server: ['server'],
        client: ['client', 'server'],
      };
      expect(allowedTops[topFolder(file)], `${file} imports ${target}`).toContain(topFolder(target));
      const [, , from] = file.split('/');
      const [, , to] = target.split('/');
      if (topFolder(file) === 'server' && topFolder(target) === 'server' && from && to && from !== to) {
        expect(serverFolders[from], `${file} imports ${target}`).toContain(to);
      }
    }
  });
});
