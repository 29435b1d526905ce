import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { Duplex } from 'node:stream';
import { buildSync } from 'esbuild';
import { CHANNEL, type Message, type Orders, parseMessage } from './messages.ts';

const OUTPUT = path.resolve(import.meta.dirname, '../../out/measure-pages');

/** Plain JavaScript for a plain Node: a loader of TypeScript in the measured process would write pages of its own. */
const builtTarget = (): string => {
  const outfile = path.join(OUTPUT, 'target.cjs');
  buildSync({
    entryPoints: [path.join(import.meta.dirname, 'target.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    external: ['koffi', 'esbuild'],
  });
  return outfile;
};

let target: string | null = null;

/** A running measured process, seen from outside. */
export class TargetProcess {
  readonly #child: ChildProcess;
  readonly #channel: Duplex;
  readonly #lines: Interface;
  readonly #messages: AsyncIterator<string>;

  /** `output`: a descriptor for what the program prints, or `ignore`. */
  constructor(orders: Orders, nodeFlags: readonly string[], output: number | 'ignore') {
    target ??= builtTarget();
    this.#child = spawn(process.execPath, [...nodeFlags, target], {
      stdio: ['ignore', output, 'inherit', 'pipe'],
    });
    const channel = this.#child.stdio[CHANNEL];
    if (!(channel instanceof Duplex)) throw new Error('the measured process has no channel');
    this.#channel = channel;
    channel.write(`${JSON.stringify(orders)}\n`);
    this.#lines = createInterface({ input: channel });
    this.#messages = this.#lines[Symbol.asyncIterator]();
  }

  get processId(): number {
    if (this.#child.pid === undefined) throw new Error('the measured process did not start');
    return this.#child.pid;
  }

  /** The next thing it says; `null` once it has ended. Its failure is thrown. */
  async next(): Promise<Message | null> {
    const { done, value } = await this.#messages.next();
    if (done === true) return null;
    const message = parseMessage(value);
    if (message.kind === 'failed') throw new Error(`the measured program failed: ${message.reason}`);
    return message;
  }

  /** Waits for one kind of message, which must be the next one. */
  async expect<Kind extends Message['kind']>(kind: Kind): Promise<Extract<Message, { kind: Kind }>> {
    const message = await this.next();
    const isExpected = (found: Message): found is Extract<Message, { kind: Kind }> => found.kind === kind;
    if (message === null || !isExpected(message))
      throw new Error(`expected the measured process to be ${kind}, found ${message?.kind ?? 'its end'}`);
    return message;
  }

  /** Lets it go on. */
  answer(): void {
    this.#channel.write('\n');
  }

  async stop(): Promise<void> {
    this.#lines.close();
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.kill('SIGKILL');
    await ended;
  }
}
