import { configurationPlaces } from './configurations.ts';

export interface ConfigurationLoaderOptions {
  /** Reads the file at the path, or finds that there is none, and puts what it says to use. */
  read(path: string): Promise<void>;
  /** Places are looked at for the first time: what happens to them from now on is to be told. */
  onLookedAt(places: readonly string[]): void;
}

/** Reads every place where a migration-tags.json may lie for a file once; again when it changed. */
export class ConfigurationLoader {
  readonly #options: ConfigurationLoaderOptions;
  /** By place; whoever asks for one that is being read waits for it as well. */
  readonly #lookedAt = new Map<string, Promise<void>>();
  /** One file after the other, so that what was read last holds. */
  #reading = Promise.resolve();

  constructor(options: ConfigurationLoaderOptions) {
    this.#options = options;
  }

  /** The file came, changed or went. */
  load(path: string): Promise<void> {
    this.#reading = this.#reading.then(() => this.#options.read(path));
    this.#lookedAt.set(path, this.#reading);
    return this.#reading;
  }

  /** What holds for the file, and for a folder's path with a `/` behind it, is in use once this resolves. */
  async loadFor(file: string): Promise<void> {
    const places = configurationPlaces(file);
    const unknown = places.filter((place) => !this.#lookedAt.has(place));
    if (unknown.length > 0) this.#options.onLookedAt(unknown);
    await Promise.all(places.map((place) => this.#lookedAt.get(place) ?? this.load(place)));
  }

  /** All places are to be looked at anew. */
  forget(): void {
    this.#lookedAt.clear();
  }
}
