/** What a file holds that gzip has packed. */
export interface UnpackedFile {
  readonly bytes: number;
  /** Its beginning, as UTF-8. */
  readonly start: string;
}

/** A file that the program reads as it runs, as it is now. */
export interface DataFile {
  readonly path: string;
  readonly bytes: number;
  /** What stands in it, as UTF-8; `undefined`: it cannot be read. */
  readonly text: () => string | undefined;
  /** How it begins: at least that of a file that is too large to be read as a whole. `undefined`: nobody can tell. */
  readonly start: () => string | undefined;
  /** How large it is once it is unpacked, and how it begins then. `undefined`: it is not packed, or nobody can tell. */
  readonly unpacked: () => UnpackedFile | undefined;
}
