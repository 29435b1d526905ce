import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../../..');
const EXAMPLE = path.join(root, 'examples/conjugate-gradient');

/** The entry of the workload, which imports the other files of its folder. */
export const ENTRY = 'main.mjs';

const sources: readonly string[] = [
  ...readdirSync(EXAMPLE).map((name) => path.join(EXAMPLE, name)),
  path.join(root, 'examples/migration-tags.json'),
  path.join(root, 'test/in-editor/fixtures/misspelt.js'),
];

/** What the folder in the editor holds, by name: a workload of several files, its environment, and a file with a mistake. */
export const workload: Readonly<Record<string, string>> = Object.fromEntries(
  sources.map((file) => [path.basename(file), readFileSync(file, 'utf8')]),
);
