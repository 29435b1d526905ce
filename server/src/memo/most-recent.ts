/** The last so many different keys that were noted. */
export class MostRecent<Key> {
  readonly #capacity: number;
  /** The latest last. */
  readonly #keys = new Set<Key>();

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  has(key: Key): boolean {
    return this.#keys.has(key);
  }

  forget(key: Key): void {
    this.#keys.delete(key);
  }

  /** Notes a key as the latest, and returns the one that has no room any more, if there is one. */
  note(key: Key): readonly Key[] {
    this.#keys.delete(key);
    this.#keys.add(key);
    const oldest = this.#keys.values().next();
    if (this.#keys.size <= this.#capacity || oldest.done) return [];
    this.#keys.delete(oldest.value);
    return [oldest.value];
  }
}
