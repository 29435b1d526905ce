/**
 * The bytes between the hypervisor's write call and the destination: socket send buffer, device queue, receive
 * buffer. A write returns at once while there is room. A writer that found the buffer full sleeps until a share of it
 * is free again (Linux wakes it at one third, `sk_stream_write_space`), so writes come in bursts.
 */
export class SendBuffer {
  private readonly capacityBytes: number;
  private readonly wakeShare: number;
  private queuedBytes = 0;
  private full = false;
  private bytesPerSecond: number;
  private atSeconds: number;

  constructor(capacityBytes: number, wakeShare: number, bytesPerSecond: number, nowSeconds: number) {
    this.capacityBytes = capacityBytes;
    this.wakeShare = wakeShare;
    this.bytesPerSecond = bytesPerSecond;
    this.atSeconds = nowSeconds;
  }

  /** Drains at the old rate up to now and at the new one from then on. */
  advance(nowSeconds: number, bytesPerSecond: number): void {
    this.queuedBytes = Math.max(0, this.queuedBytes - this.bytesPerSecond * (nowSeconds - this.atSeconds));
    this.atSeconds = nowSeconds;
    this.bytesPerSecond = bytesPerSecond;
    // A byte is less than what rounding leaves.
    this.full = this.full && this.queuedBytes > this.wakeBytes + 1;
  }

  /** Bytes a write would take at once. */
  get room(): number {
    return this.full ? 0 : this.capacityBytes - this.queuedBytes;
  }

  /** When a blocked writer wakes. */
  get writableAtSeconds(): number {
    return this.full
      ? this.atSeconds + (this.queuedBytes - this.wakeBytes) / this.bytesPerSecond
      : this.atSeconds;
  }

  /** What a woken writer puts in before it sleeps again, and how long it then sleeps. */
  get burstBytes(): number {
    return this.capacityBytes - this.wakeBytes;
  }

  get burstSeconds(): number {
    return this.burstBytes / this.bytesPerSecond;
  }

  /** How long what is queued when a writer wakes keeps the link busy. */
  get secondsLeftAtWake(): number {
    return this.wakeBytes / this.bytesPerSecond;
  }

  /** Seconds until the last byte queued has left at the present rate. */
  get drainSeconds(): number {
    return this.queuedBytes / this.bytesPerSecond;
  }

  /** At most `room` bytes. */
  write(bytes: number): void {
    this.queuedBytes += bytes;
    if (this.queuedBytes >= this.capacityBytes - 1) this.full = true;
  }

  /** A blocked writer went on in bursts until now, always having more to write; the bytes it wrote. */
  writeInBursts(nowSeconds: number, mostBursts: number): number {
    const sinceWake = nowSeconds - this.writableAtSeconds;
    // A nanosecond is less than what rounding leaves.
    const bursts = Math.min(mostBursts, Math.floor((sinceWake + 1e-9) / this.burstSeconds + 1));
    if (sinceWake < -1e-9 || bursts <= 0) return 0;
    const bytes = bursts * this.burstBytes;
    this.queuedBytes += bytes;
    return bytes;
  }

  /** A buffer that has long been busy: the writer sleeps at a point of the burst cycle given by `phase` in [0, 1). */
  settleBusy(phase: number): void {
    this.queuedBytes = this.capacityBytes - this.burstBytes * phase;
    this.full = true;
  }

  /** A writer that a rate limit keeps below the link: what it wrote has left. */
  settleIdle(): void {
    this.queuedBytes = 0;
    this.full = false;
  }

  private get wakeBytes(): number {
    return this.capacityBytes * (1 - this.wakeShare);
  }
}
