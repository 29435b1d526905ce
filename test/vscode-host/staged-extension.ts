import { cpSync, existsSync, mkdtempSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

/** What the packaged extension consists of, as far as the editor reads it. */
const PARTS = [
  'package.json',
  'package.nls.json',
  'package.nls.de.json',
  'l10n',
  'icon.png',
  'media',
  'dist',
  'syntaxes',
  'schemas',
  'docs/images',
] as const;

/** A copy of the built extension, so that a build in the meantime does not pull it away from under the editor. */
export const stageExtension = (): string => {
  if (!existsSync(path.join(root, 'dist/client.js'))) {
    throw new Error('Build the extension first: npm run build');
  }
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'extension-')));
  for (const part of PARTS) cpSync(path.join(root, part), path.join(folder, part), { recursive: true });
  return folder;
};
