import { type Configuration, defaultConfiguration } from '../../configuration/configuration.ts';
import {
  CONFIGURATION_FILE,
  type PlacedProblem,
  readConfigurationFile,
} from '../../configuration/configuration-file.ts';
import { directoryOf } from '../../source/file-path.ts';
import { rootOf } from '../protocol/paths.ts';

interface ConfigurationFile {
  readonly text: string;
  readonly configuration: Configuration;
  readonly problems: readonly PlacedProblem[];
}

/**
 * What holds for each file: the nearest migration-tags.json at or above it, as on the command line, over the user's
 * settings.
 */
export class Configurations {
  /** Those that exist, by path. */
  readonly #files = new Map<string, ConfigurationFile>();
  #roots: readonly string[] = [];
  #base = defaultConfiguration;

  /** What lies in a folder that is gone is no longer anybody's. */
  setFolders(roots: readonly string[]): void {
    for (const path of this.#files.keys())
      if (rootOf(this.#roots, path) !== null && rootOf(roots, path) === null) this.#files.delete(path);
    this.#roots = roots;
  }

  /** What the user's settings say, for whatever a file leaves out. */
  setBase(base: Configuration): void {
    this.#base = base;
    for (const [path, { text }] of this.#files) this.#files.set(path, this.#read(text));
  }

  get files(): readonly string[] {
    return [...this.#files.keys()];
  }

  /** The file's text as it now is, `null` when it is gone; tells whether that is news. */
  setText(file: string, text: string | null): boolean {
    if (this.text(file) === text) return false;
    if (text === null) this.#files.delete(file);
    else this.#files.set(file, this.#read(text));
    return true;
  }

  /** The workspace folder that the path lies in. */
  rootOf(path: string): string | null {
    return rootOf(this.#roots, path);
  }

  of(path: string): Configuration {
    for (const place of configurationPlaces(path)) {
      const file = this.#files.get(place);
      if (file) return file.configuration;
    }
    return this.#base;
  }

  /** As it was read last; `null`: there is no such file. */
  text(file: string): string | null {
    return this.#files.get(file)?.text ?? null;
  }

  problems(file: string): readonly PlacedProblem[] {
    return this.#files.get(file)?.problems ?? [];
  }

  #read(text: string): ConfigurationFile {
    return { text, ...readConfigurationFile(text, this.#base) };
  }
}

/** Where a migration-tags.json for the file may lie, the nearest first; nowhere for a text that lies nowhere. */
export const configurationPlaces = (path: string): readonly string[] => {
  const directory = directoryOf(path);
  if (directory === '') return path.startsWith('/') ? [`/${CONFIGURATION_FILE}`] : [];
  const place = `${directory}/${CONFIGURATION_FILE}`;
  return TOP.test(directory) ? [place] : [place, ...configurationPlaces(directory)];
};

/** A drive, or the top of a file system that is no disk's. */
const TOP = /^[a-z][\w+.-]*:(?:\/\/[^/]*)?$/i;
