import { SOME_STRING, Thing, UNKNOWN, Unknown, type Value } from '../values/value.ts';

/** What a file holds, as far as the program has put it there. */
interface Content {
  /** `null`: it was there before. */
  bytes: number | null;
}

/** A file that the program has opened. */
export interface OpenFile {
  readonly path: Value;
  readonly content: Content;
  position: number;
  /** How often it has been read from where it stood. */
  reads: number;
  /** How many executions the one that opened it stands for. */
  readonly weight: number;
  /** Steps of the run, when it was opened. */
  readonly openedAt: number;
}

/** The first descriptor that Node 20 hands out on Linux lies about here; no program depends on it. */
const FIRST_DESCRIPTOR = 20;

/** Flags that leave nothing of what was there before. */
const TRUNCATES = /^w/;
const APPENDS = /^a/;

/** The files of the running program: what it has written, and how far it has got in those that are open. */
export class OpenFiles {
  readonly #contents = new Map<Value, Content>();
  readonly #open = new Map<number, OpenFile>();
  #opened = 0;
  /** The latest read of one from where it stood, and the bytes that it has in all. */
  latestRead: { readonly file: OpenFile; readonly size: number } | null = null;

  /** The descriptor. */
  open(path: Value, flags: string, at: { readonly weight: number; readonly steps: number }): number {
    const content = this.#contentOf(path);
    if (TRUNCATES.test(flags)) content.bytes = 0;
    const descriptor = FIRST_DESCRIPTOR + this.#opened++;
    const position = APPENDS.test(flags) ? (content.bytes ?? 0) : 0;
    this.#open.set(descriptor, {
      path,
      content,
      position,
      reads: 0,
      weight: at.weight,
      openedAt: at.steps,
    });
    return descriptor;
  }

  opened(descriptor: Value): OpenFile | undefined {
    return typeof descriptor === 'number' ? this.#open.get(descriptor) : undefined;
  }

  close(descriptor: Value): void {
    if (typeof descriptor === 'number') this.#open.delete(descriptor);
  }

  /** Of a handle, whose descriptor stands in its field of that name, as in Node. */
  openedAs(handle: Value): OpenFile | undefined {
    return this.opened(handle instanceof Thing ? handle.fields.get('fd') : undefined);
  }

  /** The path that a library function is about: of a handle, of a descriptor, or what it was called with. */
  meantBy(receiver: Value, first: Value): Value {
    return (this.openedAs(receiver) ?? this.opened(first))?.path ?? first;
  }

  /** The whole file now has so many bytes. */
  replace(path: Value, bytes: number): void {
    this.#contentOf(path).bytes = bytes;
  }

  append(path: Value, bytes: number): void {
    const content = this.#contentOf(path);
    if (content.bytes !== null) content.bytes += bytes;
  }

  rename(from: Value, to: Value): void {
    const content = this.#contents.get(from);
    this.#contents.delete(from);
    if (content && isNamed(to)) this.#contents.set(to, content);
    else this.#contents.delete(to);
  }

  remove(path: Value): void {
    this.#contents.delete(path);
  }

  /**
   * How many iterations more a loop makes that reads a file, opened before, to its end; `null`: it does not look like one. `began`: steps of the run then;
   * `iterations`: those made since.
   */
  readsAhead(began: number, iterations: number): number | null {
    if (this.latestRead === null) return null;
    const { file, size } = this.latestRead;
    const reads = file.reads - iterations;
    if (file.openedAt > began || file.position === 0 || reads < 0 || reads > 1) return null;
    return Math.ceil(((size - file.position) * file.reads) / file.position);
  }

  /** Bytes that the program has put into it; `null`: it was there before. */
  bytesWritten(path: Value): number | null {
    return this.#contents.get(path)?.bytes ?? null;
  }

  #contentOf(path: Value): Content {
    const known = this.#contents.get(path);
    if (known) return known;
    const content: Content = { bytes: null };
    if (isNamed(path)) this.#contents.set(path, content);
    return content;
  }
}

/** A path that nobody knows is the same one as long as it is handed on; those that are all alike tell nothing. */
const isNamed = (path: Value): boolean =>
  typeof path === 'string' || (path instanceof Unknown && path !== UNKNOWN && path !== SOME_STRING);
