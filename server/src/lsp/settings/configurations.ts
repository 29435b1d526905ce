import { type Configuration, defaultConfiguration } from '../../configuration/configuration.ts';
import {
  CONFIGURATION_FILE,
  type PlacedProblem,
  readConfigurationFile,
} from '../../configuration/configuration-file.ts';
import { rootOf } from '../protocol/paths.ts';

interface FolderConfiguration {
  readonly file: string;
  text: string | null;
  configuration: Configuration;
  problems: readonly PlacedProblem[];
}

/** The configuration of each workspace folder: its migration-tags.json over the user's settings. */
export class Configurations {
  readonly #folders = new Map<string, FolderConfiguration>();
  #base = defaultConfiguration;

  setFolders(roots: readonly string[]): void {
    for (const root of this.#folders.keys()) if (!roots.includes(root)) this.#folders.delete(root);
    for (const root of roots) {
      if (this.#folders.has(root)) continue;
      const file = `${root.replace(/\/$/, '')}/${CONFIGURATION_FILE}`;
      this.#folders.set(root, this.#read({ file, text: null }));
    }
  }

  /** What the user's settings say, for whatever a file leaves out. */
  setBase(base: Configuration): void {
    this.#base = base;
    for (const [root, { file, text }] of this.#folders) this.#folders.set(root, this.#read({ file, text }));
  }

  get files(): readonly string[] {
    return [...this.#folders.values()].map(({ file }) => file);
  }

  /** The file's text as it now is, `null` when it is gone. A file in no folder's root is none of ours. */
  setText(file: string, text: string | null): void {
    for (const [root, folder] of this.#folders) {
      if (folder.file === file) this.#folders.set(root, this.#read({ file, text }));
    }
  }

  /** The workspace folder that the path lies in. */
  rootOf(path: string): string | null {
    return rootOf([...this.#folders.keys()], path);
  }

  of(path: string): Configuration {
    const root = this.rootOf(path);
    const folder = root === null ? undefined : this.#folders.get(root);
    return folder?.configuration ?? this.#base;
  }

  /** As it was read last; `null`: there is no such file. */
  text(file: string): string | null {
    return this.#folderWith(file)?.text ?? null;
  }

  problems(file: string): readonly PlacedProblem[] {
    return this.#folderWith(file)?.problems ?? [];
  }

  #folderWith(file: string): FolderConfiguration | undefined {
    return [...this.#folders.values()].find((folder) => folder.file === file);
  }

  #read({ file, text }: Pick<FolderConfiguration, 'file' | 'text'>): FolderConfiguration {
    return { file, text, ...readConfigurationFile(text ?? '{}', this.#base) };
  }
}
