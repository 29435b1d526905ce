/** Runs inside VS Code: what the extension takes to activate when the editor asks it to. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { extensions } from 'vscode';

const EXTENSION = 'migration-tags-authors.migration-tags';

/** One activation, in milliseconds. */
export interface Activation {
  /** By the clock: waiting for the editor's other processes included, which are starting at the same time. */
  readonly wallMs: number;
  /** Of the extension host, all its threads, and with whatever else it did meanwhile. */
  readonly cpuMs: number;
}

/** Called by VS Code in its extension host. */
export const run = async (): Promise<void> => {
  const extension = extensions.getExtension(EXTENSION);
  if (!extension) throw new Error(`${EXTENSION} is not installed.`);
  if (extension.isActive) throw new Error('Something activated the extension before it could be measured.');
  const start = performance.now();
  const before = process.cpuUsage();
  await extension.activate();
  const { user, system } = process.cpuUsage(before);
  const activation: Activation = { wallMs: performance.now() - start, cpuMs: (user + system) / 1000 };
  writeFileSync(path.join(__dirname, 'activation.json'), JSON.stringify(activation));
};
