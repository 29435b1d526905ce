/**
 * Passes compared with as many before them. This and the next two decide only how soon passes are skipped. Chosen by
 * hand, not measured; the verdicts of qemu-steady are the same when all passes are simulated one by one.
 */
const PASSES = 4;
/** Means closer than this are the same. */
const SAME_SHARE = 0.03;
/** A pass that leaves more than so many thresholds is not about to converge by chance. */
const FAR_THRESHOLDS = 1.6;

/** Finds out that a pre-copy has become stationary: pass after pass leaves as much as the one before, and far too much. */
export class PassWatch {
  private readonly pendingPages: number[] = [];
  private readonly startSeconds: number[] = [];

  /** A pass begins. */
  add(pendingPages: number, nowSeconds: number): void {
    this.pendingPages.push(pendingPages);
    this.startSeconds.push(nowSeconds);
    if (this.pendingPages.length > 2 * PASSES) {
      this.pendingPages.shift();
      this.startSeconds.shift();
    }
  }

  /** The world has changed: what was seen before counts no more. */
  reset(): void {
    this.pendingPages.length = 0;
    this.startSeconds.length = 0;
  }

  /** A typical pass, or `null` while passes still change or come near the threshold. */
  stationaryPass(thresholdPages: number): { readonly pendingPages: number; readonly seconds: number } | null {
    if (this.pendingPages.length < 2 * PASSES) return null;
    const earlier = mean(this.pendingPages.slice(0, PASSES));
    const later = mean(this.pendingPages.slice(PASSES));
    if (Math.abs(later - earlier) > SAME_SHARE * earlier) return null;
    if (Math.min(...this.pendingPages) < FAR_THRESHOLDS * thresholdPages) return null;
    const first = this.startSeconds[0] ?? 0;
    const last = this.startSeconds[2 * PASSES - 1] ?? 0;
    return { pendingPages: later, seconds: (last - first) / (2 * PASSES - 1) };
  }
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
