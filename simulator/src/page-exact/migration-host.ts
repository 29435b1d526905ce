import { PAGE_BYTES } from '../model/page.ts';
import type { Guest } from './guest.ts';
import { PageSet } from './page-set.ts';

/** Bytes of a non-zero page and of a zero page on the wire; measured on QEMU 7.2 (8-byte header; 9 bytes in all). */
export const PAGE_WIRE_BYTES = PAGE_BYTES + 8;
export const ZERO_PAGE_WIRE_BYTES = 9;

/** A socket takes bytes at about 1 GB/s while its buffer has room; measured on QEMU 7.2 over a local socket. */
const SOCKET_BYTES_PER_SECOND = 1e9;

export interface HostSettings {
  readonly linkBytesPerSecond: number;
  /** While the guest runs at the source; `null`: no cap. */
  readonly capBytesPerSecond: number | null;
  readonly latencySeconds: number;
  /** What the sender's network stack takes beyond what has crossed the link. */
  readonly inFlightBytes: number;
  readonly downtimeLimitSeconds: number;
  /** Device state and the destination's start: the part of the downtime that does not depend on pages. */
  readonly switchOverSeconds: number;
  /** From the start of the copy; after it an algorithm that would wait for a quiet moment stops anyway. */
  readonly forceAfterSeconds: number;
}

/**
 * Two hosts and a link, moved page by page. Time passes only in `send`, `idle`, `stop` and `resume`;
 * the guest runs meanwhile, and what it writes goes to the dirty log.
 */
export class MigrationHost {
  readonly settings: HostSettings;
  readonly pages: number;
  readonly destination: Uint32Array;
  readonly #guest: Guest;
  readonly #source: Uint32Array;
  readonly #timesSent: Uint16Array;
  readonly #dirtyLog: PageSet;
  #place: 'source' | 'stopped' | 'destination' = 'source';
  #clockSeconds = 0;
  #stoppedAtSeconds: number | null = null;
  #downtimeSeconds: number | null = null;
  #bufferedBytes = 0;
  #sentBytes = 0;
  #absent: PageSet | null = null;
  #fault: { page: number; seenAtSeconds: number; arrivesAtSeconds: number | null } | null = null;
  #stalledSeconds = 0;
  #faults = 0;

  constructor(guest: Guest, settings: HostSettings) {
    this.settings = settings;
    this.pages = guest.memory.length;
    this.destination = new Uint32Array(this.pages);
    this.#guest = guest;
    this.#source = guest.memory;
    this.#timesSent = new Uint16Array(this.pages);
    this.#dirtyLog = new PageSet(this.pages);
  }

  get clockSeconds(): number {
    return this.#clockSeconds;
  }

  get sentBytes(): number {
    return this.#sentBytes;
  }

  get stalledSeconds(): number {
    return this.#stalledSeconds;
  }

  get faults(): number {
    return this.#faults;
  }

  /** `null` until the guest runs at the destination. */
  get downtimeSeconds(): number | null {
    return this.#downtimeSeconds;
  }

  timesSent(page: number): number {
    return this.#timesSent[page] ?? 0;
  }

  isZero(page: number): boolean {
    return this.#source[page] === 0;
  }

  /** Pages written since the last take, and clears the log. */
  takeDirtyLog(): PageSet {
    return this.#dirtyLog.take();
  }

  /** Written since the log was last taken? A look that changes nothing. */
  isDirtyAgain(page: number): boolean {
    return this.#dirtyLog.has(page);
  }

  /** Lets the guest run without a page on the wire. */
  idle(seconds: number): void {
    this.#pass(seconds);
  }

  /** The page as it is now crosses to the destination. */
  send(page: number): void {
    const bytes = this.isZero(page) ? ZERO_PAGE_WIRE_BYTES : PAGE_WIRE_BYTES;
    this.#deliver(page);
    this.#timesSent[page] = this.timesSent(page) + 1;
    this.#sentBytes += bytes;
    this.#pass(this.#secondsToSend(bytes));
    if (this.#fault?.page === page && this.#fault.arrivesAtSeconds === null) {
      this.#fault.arrivesAtSeconds = this.#clockSeconds + this.settings.latencySeconds;
    }
  }

  /** The page reaches the destination by another way than the link: a disk that both hosts see. */
  place(page: number): void {
    this.#deliver(page);
  }

  /** Stops the vCPUs at the source. */
  stop(): void {
    this.#place = 'stopped';
    this.#stoppedAtSeconds = this.#clockSeconds;
  }

  /**
   * Lets what is in flight drain, then starts the vCPUs at the destination.
   * @param absent pages the destination does not have yet; the guest stalls when it writes one.
   */
  resume(absent: PageSet = new PageSet(this.pages)): void {
    const drainSeconds = this.#bufferedBytes / this.settings.linkBytesPerSecond;
    this.#pass(drainSeconds + this.settings.latencySeconds + this.settings.switchOverSeconds);
    this.#downtimeSeconds = this.#clockSeconds - (this.#stoppedAtSeconds ?? this.#clockSeconds);
    this.#absent = absent;
    this.#place = 'destination';
    this.#guest.moveTo(this.destination);
  }

  /** The page whose absence stalls the guest, once the request for it has reached the source. */
  requestedPage(): number | null {
    const fault = this.#fault;
    if (fault === null || fault.arrivesAtSeconds !== null) return null;
    return fault.seenAtSeconds <= this.#clockSeconds ? fault.page : null;
  }

  #deliver(page: number): void {
    this.destination[page] = this.#source[page] ?? 0;
    this.#absent?.delete(page);
  }

  #secondsToSend(bytes: number): number {
    const { linkBytesPerSecond, capBytesPerSecond, inFlightBytes } = this.settings;
    const overflow = Math.max(0, this.#bufferedBytes + bytes - Math.max(inFlightBytes, bytes));
    this.#bufferedBytes += bytes;
    const paced = this.#place === 'source' && capBytesPerSecond !== null ? bytes / capBytesPerSecond : 0;
    const throughSocket =
      inFlightBytes > bytes ? bytes / SOCKET_BYTES_PER_SECOND : bytes / linkBytesPerSecond;
    return Math.max(overflow / linkBytesPerSecond, throughSocket, paced);
  }

  #pass(seconds: number): void {
    const endSeconds = this.#clockSeconds + seconds;
    this.#bufferedBytes = Math.max(0, this.#bufferedBytes - seconds * this.settings.linkBytesPerSecond);
    switch (this.#place) {
      case 'source':
        this.#guest.run(seconds, (page) => {
          this.#dirtyLog.add(page);
          return true;
        });
        break;
      case 'stopped':
        break;
      case 'destination':
        this.#runAtDestination(endSeconds);
        break;
    }
    this.#clockSeconds = endSeconds;
  }

  #runAtDestination(endSeconds: number): void {
    let now = this.#clockSeconds;
    while (now < endSeconds) {
      const fault = this.#fault;
      if (fault !== null) {
        const arrives = fault.arrivesAtSeconds ?? Number.POSITIVE_INFINITY;
        const until = Math.min(endSeconds, Math.max(now, arrives));
        this.#stalledSeconds += until - now;
        now = until;
        if (arrives > endSeconds) return;
        this.#fault = null;
      }
      const stall = this.#guest.run(endSeconds - now, (page) => this.#absent?.has(page) !== true);
      if (stall === null) return;
      now += stall.ranSeconds;
      this.#faults += 1;
      this.#fault = {
        page: stall.page,
        seenAtSeconds: now + this.settings.latencySeconds,
        arrivesAtSeconds: null,
      };
    }
  }
}
