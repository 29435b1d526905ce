/** Runs inside VS Code: how long the extension takes to activate when the editor asks it to. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { extensions } from 'vscode';

const EXTENSION = 'migration-tags-authors.migration-tags';

/** Called by VS Code in its extension host. */
export const run = async (): Promise<void> => {
  const extension = extensions.getExtension(EXTENSION);
  if (!extension) throw new Error(`${EXTENSION} is not installed.`);
  if (extension.isActive) throw new Error('Something activated the extension before it could be measured.');
  const start = performance.now();
  await extension.activate();
  writeFileSync(path.join(__dirname, 'milliseconds'), String(performance.now() - start));
};
