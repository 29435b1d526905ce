/** The commands that the documentation shows, with what it says they print. `npm run shown-outputs` writes it anew. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');

/** Pages with outputs of commands that need nothing but the checkout. */
export const PAGES = ['README.md', 'docs/cli.md', 'examples/recommender/README.md'] as const;

export interface ShownOutput {
  readonly page: string;
  readonly command: string;
  readonly output: string;
}

const BLOCK = /```console\n\$ npx migration-tags ([^\n]*)\n([\s\S]+?)```/g;

/** `simulate` is shown on a scenario that stands in the text. */
const needsAFile = (command: string): boolean => command.startsWith('simulate');

export const shownOutputs = (): readonly ShownOutput[] =>
  PAGES.flatMap((page) =>
    [...readFileSync(path.join(root, page), 'utf8').matchAll(BLOCK)].flatMap(
      ([, command = '', output = '']) => (needsAFile(command) ? [] : [{ page, command, output }]),
    ),
  );

/** What the built program prints, as wide as a pipe is told. Throws where it fails. */
export const printed = (command: string): string =>
  execFileSync(process.execPath, [path.join(root, 'dist/cli.js'), ...command.split(' ')], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  }).replace(/[ \t]+$/gm, '');

if (process.argv[1] === import.meta.filename) {
  for (const page of PAGES) {
    const file = path.join(root, page);
    const text = readFileSync(file, 'utf8').replace(BLOCK, (block, command: string) =>
      needsAFile(command)
        ? block
        : `\`\`\`console\n$ npx migration-tags ${command}\n${printed(command).trimEnd()}\n\`\`\``,
    );
    writeFileSync(file, text);
    console.log(`wrote ${page}`);
  }
}
