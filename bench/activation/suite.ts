/** Runs inside VS Code: what the extension takes to activate when the editor asks it to. */
import { writeFileSync } from 'node:fs';
import Module from 'node:module';
import path from 'node:path';
import { extensions } from 'vscode';

const EXTENSION = 'migration-tags-authors.migration-tags';

/** One activation, in milliseconds. */
export interface Activation {
  /** What *Developer: Show Running Extensions* tells: the entry's code loaded, and its `activate` called. By the clock. */
  readonly ownMs: number;
  /** The same in CPU time. */
  readonly ownCpuMs: number;
  /** Until whoever asked for it hears that it is done: the host's reads of the extension's stored state included. By the clock. */
  readonly answeredMs: number;
  /** Of the extension host, all its threads, and with whatever else it did until then. */
  readonly cpuMs: number;
}

type Load = (request: string, ...rest: unknown[]) => unknown;
interface Entry {
  activate(...given: unknown[]): unknown;
}

const isEntry = (value: unknown): value is Entry =>
  typeof value === 'object' && value !== null && 'activate' in value && typeof value.activate === 'function';

/** Takes the same two times as the host does (`ExtensionActivationTimesBuilder`), which tells them to no extension. */
const timeEntry = (entryPath: string): { readonly wallMs: number; readonly cpuMs: number } => {
  // Node tells the type of no module loader.
  const loader = Module as unknown as { _load: Load };
  const load = loader._load;
  const spent = { wallMs: 0, cpuMs: 0 };
  const timed = <Result>(work: () => Result): Result => {
    const start = performance.now();
    const before = process.cpuUsage();
    try {
      return work();
    } finally {
      spent.wallMs += performance.now() - start;
      spent.cpuMs += cpuMsSince(before);
    }
  };
  loader._load = function (this: unknown, request, ...rest): unknown {
    if (request !== entryPath) return load.call(this, request, ...rest);
    const entry = timed(() => load.call(this, request, ...rest));
    if (!isEntry(entry)) throw new Error(`${entryPath} is no extension.`);
    return { ...entry, activate: (...given: unknown[]) => timed(() => entry.activate(...given)) };
  };
  return spent;
};

const cpuMsSince = (before: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
};

/** Called by VS Code in its extension host. */
export const run = async (): Promise<void> => {
  const extension = extensions.getExtension(EXTENSION);
  if (!extension) throw new Error(`${EXTENSION} is not installed.`);
  if (extension.isActive) throw new Error('Something activated the extension before it could be measured.');
  const own = timeEntry(path.join(extension.extensionPath, 'dist/client.js'));
  const start = performance.now();
  const before = process.cpuUsage();
  await extension.activate();
  const activation: Activation = {
    ownMs: own.wallMs,
    ownCpuMs: own.cpuMs,
    answeredMs: performance.now() - start,
    cpuMs: cpuMsSince(before),
  };
  if (activation.ownMs === 0) throw new Error('The entry was loaded in another way than it is timed in.');
  writeFileSync(path.join(__dirname, 'activation.json'), JSON.stringify(activation));
};
