/** Which words stand on which pages, and how often. */
export class WordIndex {
  #pages = new Map();
  #counts = new Map();

  get size() {
    return this.#counts.size;
  }

  add(path, html) {
    const text = html.replace(/<[^>]*>/g, ' ').toLowerCase();
    for (const word of text.match(/[a-z]+/g) ?? []) {
      this.#counts.set(word, (this.#counts.get(word) ?? 0) + 1);
      const pages = this.#pages.get(word) ?? new Set();
      pages.add(path);
      this.#pages.set(word, pages);
    }
  }

  pagesWith(word) {
    return [...(this.#pages.get(word) ?? [])];
  }

  mostCommon(count) {
    return [...this.#counts]
      .sort(([a, timesA], [b, timesB]) => timesB - timesA || (a < b ? -1 : 1))
      .slice(0, count)
      .map(([word]) => word);
  }
}
