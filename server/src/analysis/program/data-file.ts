/** A file that the program reads as it runs, as it is now. */
export interface DataFile {
  readonly path: string;
  readonly bytes: number;
  /** What stands in it, as UTF-8; `undefined`: it cannot be read. */
  readonly text: () => string | undefined;
  /** How it begins: at least that of a file that is too large to be read as a whole. `undefined`: nobody can tell. */
  readonly start: () => string | undefined;
}
