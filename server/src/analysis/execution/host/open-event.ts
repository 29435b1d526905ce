/** One that others may come before, in any order: what it finds they may have left otherwise, but for what it has set itself. */
export class OpenEvent {
  /** `births` when it began. */
  readonly began: number;
  readonly #set = new Map<object, Set<string | number>>();

  constructor(began: number) {
    this.began = began;
  }

  /** `name`: of a property, or the slot of a variable. */
  noteSet(holder: object, name: string | number): void {
    const names = this.#set.get(holder);
    if (names) names.add(name);
    else this.#set.set(holder, new Set([name]));
  }

  hasSet(holder: object, name: string | number): boolean {
    return this.#set.get(holder)?.has(name) === true;
  }
}
