import { Tapering } from './tapering.ts';
import type { TestedPresence } from './tested-presence.ts';

/** Executions that an epoch counts at the least. */
const SHORTEST_EPOCH = 8;
/** A branch's own rhythm is trusted after so many executions. */
const FEWEST_SEEN = 8;
/** Gaps between takings that grow by at least this factor each: something doubles. */
const GROWING = 1.4;

/**
 * How a branch went in the executions that were really run, for one that stands for many. Counted are the latest half or more of
 * them: what only happens at first (filling a cache, an index below a fixed bound) is forgotten as the loop goes on.
 */
export class BranchHistory {
  /** `null`: its test asks for no variable's presence. */
  readonly presence: TestedPresence | null;
  #yes = 0;
  #no = 0;
  #yesBefore = 0;
  #noBefore = 0;
  /** Executions, those included that others stand for. */
  #seen = 0;
  #lastYes = 0;
  /** Executions between the latest takings, the newest first. */
  #gap = 0;
  #gapBefore = 0;
  #gapBeforeThat = 0;
  readonly #tapering = new Tapering();

  constructor(presence: TestedPresence | null = null) {
    this.presence = presence;
  }

  /** One execution that was run for itself, in so manieth an iteration of the loop around it. */
  note(taken: boolean, iteration = 1): void {
    this.#seen++;
    this.#tapering.note(iteration, taken);
    if (taken) {
      this.#yes++;
      this.#gapBeforeThat = this.#gapBefore;
      this.#gapBefore = this.#gap;
      this.#gap = this.#seen - this.#lastYes;
      this.#lastYes = this.#seen;
    } else this.#no++;
    const epoch = this.#yes + this.#no;
    if (epoch < SHORTEST_EPOCH || epoch < 2 * (this.#yesBefore + this.#noBefore)) return;
    this.#yesBefore = this.#yes;
    this.#noBefore = this.#no;
    this.#yes = 0;
    this.#no = 0;
  }

  /** How likely it is that the branch goes otherwise than it always has (Laplace's rule of succession); 1: it has gone both ways. */
  shareOfUnprecedented(taken: boolean): number {
    const { yes, all } = this.#latest;
    return (taken ? yes === 0 : yes === all) && all >= FEWEST_SEEN ? 1 / (all + 2) : 1;
  }

  get wasTaken(): boolean {
    return this.#lastYes > 0;
  }

  /** The share of the executions seen, one more of either kind taken as seen; `null`: too few to say. */
  get usualShare(): number | null {
    const { yes, all } = this.#latest;
    return all >= FEWEST_SEEN ? (yes + 1) / (all + 2) : null;
  }

  get #latest(): { readonly yes: number; readonly all: number } {
    const yes = this.#yes + this.#yesBefore;
    return { yes, all: yes + this.#no + this.#noBefore };
  }

  /**
   * The share of the next `count` executions that take the branch; `null`: all go the same way, as far as has been seen. `iterations`: of the loop
   * around, before them.
   */
  shareOfNext(count: number, iterations = 0): number | null {
    const { yes, all } = this.#latest;
    const before = this.#seen;
    this.#seen += count;
    if (all < FEWEST_SEEN || yes === 0 || yes === all) return null;
    const tapering = iterations > 0 ? this.#tapering.shareAfter(iterations, count) : null;
    if (tapering !== null) return tapering;
    if (this.doubles) return Math.log((before + count) / before) / Math.log(this.#gapRatio) / count;
    return yes / all;
  }

  /** It is taken at ever longer intervals, as what makes something twice as large when it is full. */
  get doubles(): boolean {
    return (
      this.#gapBeforeThat > 0 && this.#gapRatio >= GROWING && this.#gapBefore >= GROWING * this.#gapBeforeThat
    );
  }

  get #gapRatio(): number {
    return this.#gap / this.#gapBefore;
  }
}
