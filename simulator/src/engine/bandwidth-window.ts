/** QEMU's estimate of the bandwidth: bytes sent over a window of at least 100 ms (migration.c, BUFFER_DELAY). */
const WINDOW_SECONDS = 0.1;

export class BandwidthWindow {
  /** 0 until the first window closes. */
  bytesPerSecond = 0;
  private startSeconds: number;
  private sentBytes = 0;

  constructor(nowSeconds: number) {
    this.startSeconds = nowSeconds;
  }

  /** Bytes that a rate limit leaves of this window, and when the next one begins (QEMU refills it per window). */
  allowance(bytesPerSecond: number): number {
    return Math.max(0, bytesPerSecond * WINDOW_SECONDS - this.sentBytes);
  }

  get endSeconds(): number {
    return this.startSeconds + WINDOW_SECONDS;
  }

  add(bytes: number): void {
    this.sentBytes += bytes;
  }

  /** Closes the window if it is long enough. */
  update(nowSeconds: number): void {
    const elapsed = nowSeconds - this.startSeconds;
    // A nanosecond is less than what rounding leaves of a window that ends now.
    if (elapsed < WINDOW_SECONDS - 1e-9) return;
    this.bytesPerSecond = this.sentBytes / elapsed;
    this.startSeconds = nowSeconds;
    this.sentBytes = 0;
  }

  /** After a long steady stretch: the last window saw this rate, the present one is at `phase` in [0, 1). */
  settle(bytesPerSecond: number, phase: number, nowSeconds: number): void {
    this.bytesPerSecond = bytesPerSecond;
    this.startSeconds = nowSeconds - phase * WINDOW_SECONDS;
    this.sentBytes = bytesPerSecond * phase * WINDOW_SECONDS;
  }
}
