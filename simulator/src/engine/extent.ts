import { DensityMap } from './density-map.ts';

/** Adjacent guest pages that behave alike. All counts are pages and expected values, so they need not be whole. */
export interface Extent {
  readonly pages: number;
  /** `zero` pages cost a few bytes each on the wire. */
  readonly contents: 'data' | 'zero';
  /** Pages the migration still has to send, as its bitmap says. */
  pending(): number;
  /** Those of them from the cursor on. */
  ahead(): number;
  /** Pages written since the bitmap was last read and so not yet in it. */
  logged(nowSeconds: number): number;
  /** Reads and clears the log into the bitmap; the pages that were logged. */
  sync(nowSeconds: number): number;
  /** Takes up to `count` pending pages from the cursor on, in address order; the pages taken. */
  send(count: number): number;
  /** Puts the cursor back to the first page. */
  rewind(): void;
}

/** Pages nobody writes while the migration lasts. */
export class StillExtent implements Extent {
  readonly pages: number;
  readonly contents: 'data' | 'zero';
  private unsent: number;

  constructor(pages: number, contents: 'data' | 'zero') {
    this.pages = pages;
    this.contents = contents;
    this.unsent = pages;
  }

  pending(): number {
    return this.unsent;
  }

  ahead(): number {
    return this.unsent;
  }

  logged(): number {
    return 0;
  }

  sync(): number {
    return 0;
  }

  send(count: number): number {
    const taken = Math.min(count, this.unsent);
    this.unsent -= taken;
    return taken;
  }

  rewind(): void {}
}

/**
 * A write region. Its log follows the dirty curve: a sweep logs the arc behind its cursor, `min(D·t, W)` pages;
 * random writes log each page alike, `W·(1 − e^(−D·t/W))` (research on dirty functions, e.g. Akoush 2010 AVG for `D·t`).
 */
export class WrittenExtent implements Extent {
  readonly pages: number;
  readonly contents = 'data';
  readonly pattern: 'sweep' | 'random';
  private readonly bitmap: DensityMap;
  private senderAt = 0;
  /** Page writes per second, now: 0 while its phase does not run. */
  private rate = 0;
  private settledSeconds = 0;
  private loggedPages = 0;
  private sweepAt: number;

  constructor(pages: number, pattern: 'sweep' | 'random', sweepAt: number) {
    this.pages = pages;
    this.pattern = pattern;
    this.sweepAt = sweepAt;
    this.bitmap = new DensityMap(pages, 1);
  }

  /** Changes the rate of writing; writes up to now are logged first. */
  setRate(pagesPerSecond: number, nowSeconds: number): void {
    this.settle(nowSeconds);
    this.rate = pagesPerSecond;
  }

  /** A new attempt: everything is still to be sent. */
  markAll(nowSeconds: number): void {
    this.settle(nowSeconds);
    this.loggedPages = 0;
    this.senderAt = 0;
    this.bitmap.fill(1);
  }

  pending(): number {
    return this.bitmap.marked();
  }

  ahead(): number {
    return this.bitmap.markedFrom(this.senderAt);
  }

  logged(nowSeconds: number): number {
    this.settle(nowSeconds);
    return this.loggedPages;
  }

  sync(nowSeconds: number): number {
    this.settle(nowSeconds);
    const logged = this.loggedPages;
    if (logged === 0) return 0;
    if (this.pattern === 'random') this.bitmap.markEvenly(logged / this.pages);
    else this.bitmap.markArc((this.sweepAt - logged + this.pages) % this.pages, logged);
    this.loggedPages = 0;
    return logged;
  }

  send(count: number): number {
    const ahead = this.bitmap.markedFrom(this.senderAt);
    const end = count >= ahead ? this.pages : this.bitmap.addressAfter(this.senderAt, count);
    this.bitmap.clear(this.senderAt, end);
    this.senderAt = end;
    return Math.min(count, ahead);
  }

  rewind(): void {
    this.senderAt = 0;
  }

  private settle(nowSeconds: number): void {
    const writes = this.rate * (nowSeconds - this.settledSeconds);
    this.settledSeconds = nowSeconds;
    if (writes === 0) return;
    if (this.pattern === 'random') {
      this.loggedPages = this.pages - (this.pages - this.loggedPages) * Math.exp(-writes / this.pages);
    } else {
      this.loggedPages = Math.min(this.loggedPages + writes, this.pages);
      this.sweepAt = (this.sweepAt + writes) % this.pages;
    }
  }
}
