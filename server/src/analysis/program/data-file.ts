/** A file that the program reads as it runs, as it is now. */
export interface DataFile {
  readonly path: string;
  readonly bytes: number;
}
