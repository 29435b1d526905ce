import type { Span } from '../../source/span.ts';
import type { Site } from './code.ts';

/** Where a piece of a file begins. An edit above it moves the anchor and with it all sites in the piece. */
export interface Anchor {
  readonly file: string;
  /** Offset in the file. */
  start: number;
  /** From 1. */
  line: number;
}

/** A site that keeps its identity while edits elsewhere in the file move it. */
export class PlacedSite implements Site {
  readonly label: string;
  readonly #anchor: Anchor;
  /** From the anchor on. */
  readonly #start: number;
  readonly #end: number;
  readonly #lines: number;

  constructor(anchor: Anchor, { start, end }: Span, line: number, label: string) {
    this.#anchor = anchor;
    this.#start = start - anchor.start;
    this.#end = end - anchor.start;
    this.#lines = line - anchor.line;
    this.label = label;
  }

  get file(): string {
    return this.#anchor.file;
  }

  get span(): Span {
    return { start: this.#anchor.start + this.#start, end: this.#anchor.start + this.#end };
  }

  get line(): number {
    return this.#anchor.line + this.#lines;
  }
}

/** Labels what a file runs when it is loaded. */
export const TOP_LEVEL = 'top level';

export const isTopLevel = ({ label }: Site): boolean => label === TOP_LEVEL;

/** The whole of a file, however long it becomes. */
export class FileSite implements Site {
  readonly file: string;
  readonly label = TOP_LEVEL;
  span: Span;
  line: number;

  constructor(file: string, span: Span, line: number) {
    this.file = file;
    this.span = span;
    this.line = line;
  }
}
