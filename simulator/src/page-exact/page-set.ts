/** A set of page numbers, one byte a page: the bitmap of a dirty log. */
export class PageSet {
  readonly #marks: Uint8Array;
  #size = 0;

  constructor(pages: number) {
    this.#marks = new Uint8Array(pages);
  }

  static full(pages: number): PageSet {
    const set = new PageSet(pages);
    set.#marks.fill(1);
    set.#size = pages;
    return set;
  }

  get size(): number {
    return this.#size;
  }

  has(page: number): boolean {
    return this.#marks[page] === 1;
  }

  add(page: number): void {
    if (this.#marks[page] === 0) {
      this.#marks[page] = 1;
      this.#size += 1;
    }
  }

  delete(page: number): void {
    if (this.#marks[page] === 1) {
      this.#marks[page] = 0;
      this.#size -= 1;
    }
  }

  /** Everything in the set, which is empty afterwards: "atomically read and clear". */
  take(): PageSet {
    const taken = this.copy();
    this.#marks.fill(0);
    this.#size = 0;
    return taken;
  }

  copy(): PageSet {
    const copy = new PageSet(this.#marks.length);
    copy.#marks.set(this.#marks);
    copy.#size = this.#size;
    return copy;
  }

  union(other: PageSet): PageSet {
    const union = this.copy();
    for (const page of other) union.add(page);
    return union;
  }

  minus(other: PageSet): PageSet {
    const rest = this.copy();
    for (const page of other) rest.delete(page);
    return rest;
  }

  /** The first member at or after `page`; -1 if there is none. */
  next(page: number): number {
    return page >= this.#marks.length ? -1 : this.#marks.indexOf(1, Math.max(0, page));
  }

  /** The last member at or before `page`; -1 if there is none. */
  previous(page: number): number {
    return page < 0 ? -1 : this.#marks.lastIndexOf(1, page);
  }

  /** Ascending; members added behind the position are not seen, those ahead are. */
  *[Symbol.iterator](): Generator<number> {
    for (let page = this.next(0); page !== -1; page = this.next(page + 1)) yield page;
  }
}
