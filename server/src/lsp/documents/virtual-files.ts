import type { AnalysisHost } from '../../analysis/analyzer.ts';
import { directoryOf, isSourcePath, nameOf } from '../../source/file-path.ts';
import type { FoundFiles, WantedFiles } from '../predictions/prediction-messages.ts';
import type { DirectoryEntries } from '../protocol/client-requests.ts';

/** Thrown where an analysis comes upon files that have not been read yet: it is to start again once they are. */
export class FilesWanted extends Error {
  readonly wanted: WantedFiles;

  constructor(wanted: WantedFiles) {
    super('Files have to be read first.');
    this.name = 'FilesWanted';
    this.wanted = wanted;
  }
}

/** Files read at a time, so that a directory of hundreds does not keep the first number waiting. */
const MOST_TEXTS_AT_ONCE = 50;

/**
 * Files that can only be read asynchronously, for an analysis that does not wait. Source files are wanted together with
 * those beside them: where one is imported the others mostly are, and each reading takes a way to the editor and back.
 */
export class VirtualFiles implements AnalysisHost {
  readonly #texts = new Map<string, string | null>();
  readonly #directories = new Map<string, DirectoryEntries | null>();
  readonly #sizes = new Map<string, number | null>();

  learn({ texts, directories, sizes }: FoundFiles): void {
    for (const { path, text } of texts) this.#texts.set(path, text);
    for (const { path, entries } of directories) this.#directories.set(path, entries);
    for (const { path, bytes } of sizes) this.#sizes.set(path, bytes);
  }

  /** The file may have changed since it was read. */
  forget(path: string): void {
    this.#texts.delete(path);
    this.#sizes.delete(path);
    this.#directories.delete(directoryOf(path));
  }

  readFile(path: string): string | undefined {
    if (!this.fileExists(path)) return undefined;
    const known = this.#texts.get(path);
    if (known === undefined)
      throw new FilesWanted({ texts: this.#unreadWith(path), directories: [], sizes: [] });
    return known ?? undefined;
  }

  fileBytes(path: string): number | undefined {
    if (!this.fileExists(path)) return undefined;
    const known = this.#sizes.get(path);
    if (known === undefined) throw new FilesWanted({ texts: [], directories: [], sizes: [path] });
    return known ?? undefined;
  }

  fileExists(path: string): boolean {
    return this.#entries(directoryOf(path))?.files.includes(nameOf(path)) ?? false;
  }

  directoryExists(path: string): boolean {
    return this.#entries(path) !== null;
  }

  listDirectory(path: string): readonly string[] {
    const entries = this.#entries(path);
    return entries ? [...entries.files, ...entries.directories] : [];
  }

  #entries(path: string): DirectoryEntries | null {
    const known = this.#directories.get(path);
    if (known !== undefined) return known;
    if (!path.includes('/')) return null;
    const around = this.#directories.get(directoryOf(path));
    if (around && !around.directories.includes(nameOf(path))) return null;
    throw new FilesWanted({ texts: [], directories: [path], sizes: [] });
  }

  #unreadWith(path: string): readonly string[] {
    const directory = directoryOf(path);
    const beside = (this.#entries(directory)?.files ?? []).flatMap((name) => {
      const file = `${directory}/${name}`;
      return isSourcePath(name) && file !== path && !this.#texts.has(file) ? [file] : [];
    });
    return [path, ...beside.slice(0, MOST_TEXTS_AT_ONCE - 1)];
  }
}
