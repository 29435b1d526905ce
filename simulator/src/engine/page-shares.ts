/**
 * For each page of a region the probability that it is in some set, constant over a few stretches of addresses.
 * Sweeps give stretches of 0 and 1 (exact sets), random writes one stretch with a share between (expected counts).
 * A value: every operation makes a new one.
 */
export class PageShares {
  readonly pages: number;
  /** Stretch `i` ends before `ends[i]` and begins where the one before ends. */
  private readonly ends: readonly number[];
  private readonly shares: readonly number[];

  private constructor(pages: number, ends: readonly number[], shares: readonly number[]) {
    this.pages = pages;
    this.ends = ends;
    this.shares = shares;
  }

  /** Every page with the same share. */
  static even(pages: number, share: number): PageShares {
    return new PageShares(pages, [pages], [share]);
  }

  /** `[from, from + length)`, wrapping round the end, and nothing else. */
  static arc(pages: number, from: number, length: number): PageShares {
    if (length >= pages) return PageShares.even(pages, 1);
    const end = from + length;
    return end > pages
      ? new PageShares(pages, [end - pages, from, pages], [1, 0, 1])
      : new PageShares(pages, [from, end, pages], [0, 1, 0]);
  }

  /** Expected number of members. */
  get count(): number {
    return this.countBetween(0, this.pages);
  }

  countBetween(from: number, to: number): number {
    let sum = 0;
    let start = 0;
    this.ends.forEach((end, i) => {
      sum += Math.max(0, Math.min(end, to) - Math.max(start, from)) * (this.shares[i] ?? 0);
      start = end;
    });
    return sum;
  }

  /** Page by page; shares within a stretch count as independent. */
  combine(other: PageShares, share: (mine: number, others: number) => number): PageShares {
    const ends: number[] = [];
    const shares: number[] = [];
    let i = 0;
    let j = 0;
    while (i < this.ends.length && j < other.ends.length) {
      const mineEnd = this.ends[i] ?? this.pages;
      const othersEnd = other.ends[j] ?? this.pages;
      const end = Math.min(mineEnd, othersEnd);
      const value = share(this.shares[i] ?? 0, other.shares[j] ?? 0);
      if (shares.at(-1) === value) ends[ends.length - 1] = end;
      else if (end > (ends.at(-1) ?? 0)) {
        ends.push(end);
        shares.push(value);
      }
      if (mineEnd === end) i += 1;
      if (othersEnd === end) j += 1;
    }
    return new PageShares(this.pages, ends, shares);
  }

  union(other: PageShares): PageShares {
    return this.combine(other, (a, b) => a + b - a * b);
  }

  /** Members of both. */
  both(other: PageShares): PageShares {
    return this.combine(other, (a, b) => a * b);
  }

  minus(other: PageShares): PageShares {
    return this.combine(other, (a, b) => a * (1 - b));
  }

  /** The union of sets that have no page in common. */
  plus(other: PageShares): PageShares {
    return this.combine(other, (a, b) => Math.min(1, a + b));
  }

  /** Members from `address` on. */
  from(address: number): PageShares {
    return this.both(PageShares.arc(this.pages, address, this.pages - address));
  }
}
