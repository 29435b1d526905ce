import type { Estimate } from '@migration-tags/simulator';

/**
 * How strongly the doubts of a call's bytes and of its duration go together: an unknown trip count moves both the same way, an
 * unknown cost per operation only one of them. Reconstruction; 1 would make unknown trip counts cancel out exactly.
 */
const SHARED_DOUBT = 0.7;

/** A call cannot be shorter: one clock tick of a current processor, rounded up. Seconds. */
const SHORTEST_CALL_SECONDS = 1e-9;

/** Natural logarithm of how far `bound` lies from `likely`; `Infinity` when one of them is 0. */
const distance = (likely: number, bound: number): number =>
  likely > 0 && bound > 0
    ? Math.abs(Math.log(bound / likely))
    : bound === likely
      ? 0
      : Number.POSITIVE_INFINITY;

const combined = (ofAmount: number, ofDuration: number): number =>
  Number.isFinite(ofAmount) && Number.isFinite(ofDuration)
    ? Math.sqrt(ofAmount ** 2 + ofDuration ** 2 - 2 * SHARED_DOUBT * ofAmount * ofDuration)
    : ofAmount;

/** What a call does, per second of its duration, each bound `doubt` times further off. Same unit as `amount`, per second. */
export const perSecond = (amount: Estimate, durationSeconds: Estimate, doubt = 1): Estimate => {
  const seconds = Math.max(durationSeconds.likely, SHORTEST_CALL_SECONDS);
  const longest = Math.max(durationSeconds.high, SHORTEST_CALL_SECONDS);
  const shortest = Math.max(durationSeconds.low, SHORTEST_CALL_SECONDS);
  const likely = amount.likely / seconds;
  if (likely === 0) return { low: 0, likely: 0, high: (amount.high / seconds) * doubt };
  return {
    low:
      (likely / doubt) * Math.exp(-combined(distance(amount.likely, amount.low), distance(seconds, longest))),
    likely,
    high:
      likely * doubt * Math.exp(combined(distance(amount.likely, amount.high), distance(seconds, shortest))),
  };
};
