import { createRequire } from 'node:module';
import { MeasuredChild } from './measured-child.ts';

/** One line of tsserver's output that matters here. */
interface Message {
  readonly type: 'response' | 'event';
  readonly request_seq?: number;
  readonly event?: string;
  readonly body?: { readonly request_seq?: number };
}

/** One replacement on one line; lines and offsets count from 1, as tsserver does. */
export interface TypedText {
  readonly line: number;
  readonly offset: number;
  readonly text: string;
}

/** The JavaScript tsserver, driven as VS Code drives it. */
export class TypeScriptServer {
  readonly child: MeasuredChild;
  readonly #waiting = new Map<number, () => void>();
  #sequence = 0;

  constructor() {
    const program = createRequire(import.meta.url).resolve('typescript-js/lib/tsserver.js');
    this.child = new MeasuredChild([
      program,
      '--disableAutomaticTypingAcquisition',
      '--suppressDiagnosticEvents',
    ]);
    let rest = '';
    this.child.output.on('data', (chunk) => {
      const lines = (rest + String(chunk)).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) if (line.startsWith('{')) this.#hear(JSON.parse(line));
    });
  }

  /** What VS Code asks once a file is open or has changed: all its problems, then its outline. */
  async look(file: string): Promise<void> {
    await Promise.all([
      this.#ask('geterr', { files: [file], delay: 0 }),
      this.#ask('navtree', { file }),
      this.#ask('getOutliningSpans', { file }),
    ]);
  }

  open(file: string, text: string): void {
    this.#tell('open', { file, fileContent: text });
  }

  type(file: string, { line, offset, text }: TypedText): void {
    this.#tell('change', { file, line, offset, endLine: line, endOffset: offset, insertString: text });
  }

  async end(): Promise<void> {
    await this.child.end();
  }

  #tell(command: string, args: unknown): number {
    this.#sequence += 1;
    const message = { seq: this.#sequence, type: 'request', command, arguments: args };
    this.child.input.write(`${JSON.stringify(message)}\n`);
    return this.#sequence;
  }

  async #ask(command: string, args: unknown): Promise<void> {
    const sequence = this.#tell(command, args);
    await new Promise<void>((answered) => this.#waiting.set(sequence, answered));
  }

  /** `geterr` is answered by an event once its last diagnostics are out. */
  #hear({ type, event, request_seq, body }: Message): void {
    const sequence =
      type === 'response' ? request_seq : event === 'requestCompleted' ? body?.request_seq : null;
    if (sequence === undefined || sequence === null) return;
    this.#waiting.get(sequence)?.();
    this.#waiting.delete(sequence);
  }
}
