import { DensityMap } from './density-map.ts';
import { PageShares } from './page-shares.ts';

/** Adjacent guest pages that behave alike. All counts are pages and expected values, so they need not be whole. */
export interface Extent {
  readonly pages: number;
  /** `zero` pages cost a few bytes each on the wire. */
  readonly contents: 'data' | 'zero';
  /** How it is written while the migration lasts. */
  readonly pattern: 'sweep' | 'random' | 'none';
  /** Where the logged pages stand; changes nothing. */
  log(nowSeconds: number): PageShares;
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
  readonly pattern = 'none';
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

  log(): PageShares {
    return PageShares.even(this.pages, 0);
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
 * How the hypervisor sees writes.
 * - `every-epoch`: a page's first write after each reading of the log is logged (KVM, which write-protects pages again).
 * - `once`: pages that stay in QEMU TCG's software TLB are logged when their entry is filled, and not again while they
 *   stay there: reading the log does not reset the entries. So a small hot set looks clean after its second pass.
 *   Seen in qemu-steady: id 5 re-sent its 256 hot pages once, took 170 ms for it, and found one dirty page at
 *   22,772 writes/s; ids 15, 24, 28, 29, 63 likewise.
 */
export type Logging = 'every-epoch' | 'once';

/**
 * A write region. Its log follows the dirty curve: a sweep logs the arc behind its cursor, `min(D·t, W)` pages;
 * random writes log each page alike, `W·(1 − e^(−D·t/W))` pages.
 */
export class WrittenExtent implements Extent {
  readonly pages: number;
  readonly contents = 'data';
  readonly pattern: 'sweep' | 'random';
  private readonly logging: Logging;
  private readonly bitmap: DensityMap;
  private senderAt = 0;
  /** Page writes per second, now: 0 while its phase does not run. */
  private rate = 0;
  private settledSeconds = 0;
  private loggedPages = 0;
  /** `once`: pages that are not logged again. */
  private residentPages = 0;
  /** Where the logged arc of a sweep ends. */
  private sweepAt: number;

  constructor(pages: number, pattern: 'sweep' | 'random', sweepAt: number, logging: Logging) {
    this.pages = pages;
    this.pattern = pattern;
    this.logging = logging;
    this.sweepAt = sweepAt;
    this.bitmap = new DensityMap(pages, 1);
  }

  /** Changes the rate of writing; writes up to now are logged first. */
  setRate(pagesPerSecond: number, nowSeconds: number): void {
    this.settle(nowSeconds);
    this.rate = pagesPerSecond;
  }

  /** Its phase begins: other memory was written meanwhile, so nothing is resident any more. */
  beginPhase(): void {
    this.residentPages = 0;
  }

  /** A new attempt: everything is still to be sent, and logging begins anew. */
  restart(nowSeconds: number): void {
    this.settle(nowSeconds);
    this.loggedPages = 0;
    this.residentPages = 0;
    this.senderAt = 0;
    this.bitmap.fill(1);
  }

  pending(): number {
    return this.bitmap.marked;
  }

  ahead(): number {
    return this.bitmap.markedFrom(this.senderAt);
  }

  logged(nowSeconds: number): number {
    this.settle(nowSeconds);
    return this.loggedPages;
  }

  log(nowSeconds: number): PageShares {
    const logged = this.logged(nowSeconds);
    return this.pattern === 'random'
      ? PageShares.even(this.pages, logged / this.pages)
      : PageShares.arc(this.pages, (this.sweepAt - logged + this.pages) % this.pages, logged);
  }

  sync(nowSeconds: number): number {
    this.settle(nowSeconds);
    const logged = this.loggedPages;
    if (logged === 0) return 0;
    if (this.pattern === 'random') this.bitmap.markEvenly(logged / this.pages);
    else this.bitmap.markArc((this.sweepAt - logged + this.pages) % this.pages, logged);
    if (this.logging === 'once') this.residentPages += logged;
    this.loggedPages = 0;
    return logged;
  }

  send(count: number): number {
    const before = this.bitmap.marked;
    this.senderAt = this.bitmap.clear(this.senderAt, count);
    return before - this.bitmap.marked;
  }

  rewind(): void {
    this.senderAt = 0;
  }

  private settle(nowSeconds: number): void {
    const writes = this.rate * (nowSeconds - this.settledSeconds);
    this.settledSeconds = nowSeconds;
    if (writes === 0) return;
    const unlogged = this.pages - this.residentPages - this.loggedPages;
    if (this.pattern === 'random') {
      this.loggedPages += unlogged * -Math.expm1(-writes / this.pages);
    } else {
      this.loggedPages += Math.min(writes, unlogged);
      if (this.logging === 'every-epoch' || unlogged > 0) this.sweepAt = (this.sweepAt + writes) % this.pages;
    }
  }
}
