/** When a round-based algorithm stops copying live, whatever is left: Xen's three conditions. */
export interface RoundLimits {
  readonly minDirtyPages: number;
  readonly maxRounds: number;
  /** Times the memory's pages. */
  readonly maxSentFactor: number;
}

/** Xen's xc_domain_save.c: fewer than 50 dirty pages, DEF_MAX_ITERS 29, DEF_MAX_FACTOR 3. */
export const XEN_LIMITS: RoundLimits = { minDirtyPages: 50, maxRounds: 29, maxSentFactor: 3 };

export const isExhausted = (
  limits: RoundLimits,
  rounds: number,
  sentPages: number,
  memoryPages: number,
): boolean => rounds >= limits.maxRounds || sentPages > limits.maxSentFactor * memoryPages;
