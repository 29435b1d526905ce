import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** What a process has used since it started, all its threads included. */
export interface Usage {
  readonly cpuMs: number;
  readonly residentMiB: number;
}

/** Loaded before the program, and into its threads, which have no channel: answers each message with what the process has used. */
const REPORTER = `
if (process.channel) {
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    process.send({ cpuMs: (user + system) / 1000, residentMiB: process.memoryUsage.rss() / 2 ** 20 });
  });
  process.channel.unref();
}`;

/** A Node program that can be asked what it has used, and that speaks on its stdin and stdout. */
export class MeasuredChild {
  readonly process: ChildProcess;
  readonly input: NodeJS.WritableStream;
  readonly output: NodeJS.ReadableStream;

  constructor(args: readonly string[]) {
    const reporter = path.join(mkdtempSync(path.join(tmpdir(), 'reporter-')), 'reporter.cjs');
    writeFileSync(reporter, REPORTER);
    this.process = spawn(process.execPath, ['--require', reporter, ...args], {
      stdio: ['pipe', 'pipe', 'inherit', 'ipc'],
    });
    const { stdin, stdout } = this.process;
    if (!stdin || !stdout) throw new Error(`${args.join(' ')} has no pipes.`);
    this.input = stdin;
    this.output = stdout;
  }

  async usage(): Promise<Usage> {
    const answer = once(this.process, 'message');
    this.process.send('usage');
    const [usage] = await answer;
    return usage;
  }

  async end(): Promise<void> {
    const exited = once(this.process, 'exit');
    this.process.kill('SIGKILL');
    await exited;
  }
}
