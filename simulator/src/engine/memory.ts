import type { Extent } from './extent.ts';

/** What one call of `send` put on the wire. */
export interface Sent {
  readonly dataPages: number;
  readonly zeroPages: number;
}

/** The pending pages that come next and are of one kind. */
export interface Ahead {
  readonly contents: 'data' | 'zero';
  readonly pages: number;
}

/**
 * A guest's memory as a migration sees it: extents in address order, a bitmap of pages still to send (at first all)
 * and the hypervisor's log of pages written since the bitmap was last read.
 */
export interface GuestMemory {
  readonly pages: number;
  /** In address order, for algorithms that treat pages by their history. */
  readonly extents: readonly Extent[];
  /** Pages in the bitmap. */
  pending(): number;
  /** Pages written since the bitmap was last read, those already in the bitmap included. */
  logged(): number;
  /** Reads and clears the log into the bitmap; the pages then pending. */
  sync(): number;
  /** 0 pages when nothing is pending. */
  ahead(): Ahead;
  /** Sends up to `maxPages` pending pages: address order, round robin from where the last call ended. */
  send(maxPages: number): Sent;
}

/** Expected page counts below this are rounding. */
const LEAST_PAGES = 1e-6;

export class ExtentMemory implements GuestMemory {
  readonly pages: number;
  readonly extents: readonly Extent[];
  private readonly now: () => number;
  private readonly onSync: (loggedPages: number) => void;
  private current = 0;

  /** `onSync` is told of each page whose first write since the last sync was logged. */
  constructor(
    extents: readonly Extent[],
    now: () => number,
    onSync: (loggedPages: number) => void = () => {},
  ) {
    this.extents = extents;
    this.onSync = onSync;
    this.pages = extents.reduce((sum, extent) => sum + extent.pages, 0);
    this.now = now;
  }

  pending(): number {
    let sum = 0;
    for (const extent of this.extents) sum += extent.pending();
    return sum;
  }

  logged(): number {
    let sum = 0;
    for (const extent of this.extents) sum += extent.logged(this.now());
    return sum;
  }

  sync(): number {
    let logged = 0;
    for (const extent of this.extents) logged += extent.sync(this.now());
    this.onSync(logged);
    return this.pending();
  }

  ahead(): Ahead {
    for (let visited = 0; visited <= this.extents.length; visited++) {
      const extent = this.extents[this.current];
      if (extent === undefined) break;
      const pages = extent.ahead();
      if (pages > LEAST_PAGES) return { contents: extent.contents, pages };
      this.current = (this.current + 1) % this.extents.length;
      this.extents[this.current]?.rewind();
    }
    return { contents: 'data', pages: 0 };
  }

  send(maxPages: number): Sent {
    let dataPages = 0;
    let zeroPages = 0;
    let left = maxPages;
    // One turn, and the current extent once more: what lies there before the cursor comes last.
    for (let visited = 0; visited <= this.extents.length && left > 0; visited++) {
      const extent = this.extents[this.current];
      if (extent === undefined) break;
      const taken = extent.send(left);
      left -= taken;
      if (extent.contents === 'data') dataPages += taken;
      else zeroPages += taken;
      // What rounding leaves must not move the cursor past an extent that is half sent.
      if (left <= LEAST_PAGES) break;
      this.current = (this.current + 1) % this.extents.length;
      this.extents[this.current]?.rewind();
    }
    return { dataPages, zeroPages };
  }
}
