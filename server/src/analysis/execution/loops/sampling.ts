import { type Quantity, quantity } from '../../effects/quantity.ts';
import type { LoopCode } from '../../program/code.ts';
import { isFill } from '../code-facts/fill-loops.ts';
import { startedAnew } from '../code-facts/started-anew.ts';
import { NO_VARIABLES } from '../code-facts/variable-key.ts';
import { MOST_IN_A_ROW, Stretch } from '../heap/stretch.ts';
import type { Machine } from '../run/machine.ts';

/** Share of the steps at hand that a loop may spend on running its iterations one by one. */
const EXACT_SHARE = 0.6;
/** Share of those left that one iteration may spend, so that loops inside are sampled before ours is. */
const ITERATION_SHARE = 0.7;
/** Iterations run one by one however few steps are at hand. */
const FEWEST_EXACT = 2;
/** Strata of the iterations that are not run; the middle one of each stands for it. One when the steps at hand are used up. */
const STRATA = 3;
/**
 * A loop of so few steps is run to its end also where the steps at hand are used up: what the program does next goes by what it leaves behind,
 * and with some of a number's digits not computed it goes astray. 40 iterations of 50 steps. Reconstruction.
 */
const SHORT_LOOP = 2000;

/** How many of a loop's iterations can be run one by one. */
export class IterationBudget {
  readonly #machine: Machine;
  readonly #outerDeadline: number;
  readonly #exactDeadline: number;
  /** Steps of the run then. */
  readonly began: number;
  readonly #fills: boolean;
  /** It runs within itself: all those runs share the steps of the outermost's iteration. */
  readonly #shares: boolean;
  readonly #startedAnew: ReadonlySet<unknown>;
  readonly #bornBefore: number;
  #run = 0;
  /** Iterations that those stood for which were not run one by one. */
  #stoodFor = 0;
  /** Steps up to which its iterations are run one by one in any case. */
  #shortUntil = 0;

  /** `loop`: its code, where that tells more of it. `anew`: the variables that it starts anew. */
  constructor(
    machine: Machine,
    loop: LoopCode | null = null,
    anew = loop ? startedAnew(loop) : NO_VARIABLES,
  ) {
    const fills = loop !== null && isFill(loop);
    this.#machine = machine;
    this.#fills = fills;
    this.#shares = loop !== null && machine.node.active > 1 && goesByState(loop);
    this.#startedAnew = anew;
    this.began = machine.steps;
    this.#bornBefore = machine.births;
    this.#outerDeadline = machine.deadline;
    const left = Math.max(0, machine.deadline - machine.steps);
    this.#exactDeadline =
      machine.steps + (fills ? Math.min(left, SHORT_LOOP) : left) * (this.#shares ? 1 : EXACT_SHARE);
  }

  get spent(): boolean {
    return (
      this.#run >= FEWEST_EXACT && this.#machine.steps >= Math.max(this.#exactDeadline, this.#shortUntil)
    );
  }

  get #before(): number {
    return this.#run + this.#stoodFor;
  }

  /** Whether the loop is so short, with `remaining` iterations more, that those are run one by one as well. */
  allows(remaining: number): boolean {
    const { steps, hardLimit } = this.#machine;
    const own = steps - this.began;
    const isShort = own + (remaining * own) / this.#run < SHORT_LOOP;
    if (!isShort || steps >= hardLimit) return false;
    this.#shortUntil = this.began + SHORT_LOOP;
    return true;
  }

  /** The iterations that stand for the `remaining` ones: where they are, and for how many each stands. */
  strata(remaining: number): readonly Stratum[] {
    return strataOf(remaining, this.#machine.exhausted ? 1 : STRATA);
  }

  /** Runs one iteration on its share of the steps. `leaves`: it leaves the loop as others have. */
  exactly<T>(iteration: () => T, leaves = false): T {
    const before = this.#before;
    this.#run++;
    const left = Math.max(0, this.#exactDeadline - this.#machine.steps);
    const share = this.#shares ? 1 : ITERATION_SHARE;
    return this.#upTo(this.#machine.steps + left * share, 1, before, iteration, false, leaves);
  }

  /** Runs one iteration that stands for `count`. `byState`: it goes on from what the one before it has left. */
  standingFor<T>(count: Quantity, iteration: () => T, byState = false): T {
    const { steps } = this.#machine;
    const deadline = steps + this.#stepsForOthers / STRATA;
    return this.#inPlaceOf(count, null, () =>
      this.#upTo(
        deadline,
        count.likely,
        this.#before,
        () => this.#machine.weighted(count, iteration),
        byState,
      ),
    );
  }

  /** How many iterations can be run in a row to stand for the `remaining` ones. */
  inARow(remaining: number): number {
    const { steps, exhausted } = this.#machine;
    if (exhausted) return 1;
    const affordable = (this.#stepsForOthers * this.#run) / (steps - this.began);
    return Math.max(1, Math.floor(Math.min(remaining, MOST_IN_A_ROW, Math.max(STRATA, affordable))));
  }

  /** Runs so many `iterations` in a row, each of which stands for `count`, or fewer: until one says that the loop is left. Whether it goes on. */
  stretchOf(iterations: number, count: Quantity, iteration: () => boolean): boolean {
    const machine = this.#machine;
    const stretch = new Stretch(machine, iterations);
    const steps = this.#stepsForOthers / iterations;
    return this.#inPlaceOf(count, stretch, () => {
      let goesOn = true;
      for (let run = 0; goesOn && run < iterations; run++) {
        const before = this.#before + run * count.likely;
        const work = (): boolean => machine.weighted(count, iteration);
        goesOn = this.#upTo(machine.steps + steps, count.likely, before, work, true);
      }
      machine.weighted(count, () => stretch.end());
      return goesOn;
    });
  }

  /** Steps that the iterations may take which stand for others. */
  get #stepsForOthers(): number {
    return Math.max(0, this.#outerDeadline - this.#machine.steps) * EXACT_SHARE;
  }

  /** Runs `work`, iterations each of which stands for `count`. */
  #inPlaceOf<T>(count: Quantity, stretch: Stretch | null, work: () => T): T {
    if (!this.#fills) this.#machine.sampled = true;
    const { births, standIns } = this.#machine;
    const afterwards: (() => void)[] = [];
    standIns.push({
      count: count.likely,
      fills: this.#fills,
      startedAnew: this.#startedAnew,
      loopBegan: this.began,
      births,
      bornBefore: this.#bornBefore,
      stretch,
      afterwards,
    });
    this.#machine.leaps++;
    this.#machine.standInsBegan.push(births);
    try {
      return work();
    } finally {
      standIns.pop();
      this.#stoodFor += count.likely * (stretch?.iterations ?? 1);
      this.#machine.leaps++;
      for (const then of afterwards) then();
    }
  }

  #upTo<T>(
    deadline: number,
    standsFor: number,
    before: number,
    work: () => T,
    byState = false,
    leaves = false,
  ): T {
    const machine = this.#machine;
    const { deadline: outer, standsFor: stoodFor, standingDepth, iterationBegan, standsByState } = machine;
    const { iterationsBefore, leavesLoop } = machine;
    machine.iterationsBefore = before;
    machine.deadline = deadline;
    machine.iterationBegan = machine.births;
    machine.standsFor = standsFor;
    machine.standsByState = byState;
    machine.leavesLoop = leaves;
    machine.standingDepth = machine.callDepth;
    try {
      return work();
    } finally {
      machine.deadline = outer;
      machine.standsFor = stoodFor;
      machine.standsByState = standsByState;
      machine.leavesLoop = leavesLoop;
      machine.standingDepth = standingDepth;
      machine.iterationBegan = iterationBegan;
      machine.iterationsBefore = iterationsBefore;
    }
  }
}

/**
 * Nothing counts its iterations, as in a parser, which goes on from where the one before has stopped reading: left out inside, they make those outside go
 * astray, whatever share of the steps is kept for them.
 */
const goesByState = ({ head, stepped }: LoopCode): boolean =>
  (head.kind === 'while' || head.kind === 'do') && stepped.length === 0;

interface Stratum {
  readonly at: number;
  readonly count: number;
}

const strataOf = (remaining: number, most: number): readonly Stratum[] => {
  if (remaining < 1) return [];
  const parts = Math.min(most, Math.floor(remaining));
  const count = remaining / parts;
  return Array.from({ length: parts }, (_, index) => ({ at: Math.floor((index + 0.5) * count), count }));
};

/** Runs `iteration` for the indices from 0 below `count`, or for some that stand for all; false ends it. `anew`: variables that it starts anew. */
export const forEachIndex = (
  machine: Machine,
  count: number | Quantity,
  iteration: (index: number) => boolean,
  anew: ReadonlySet<unknown> = NO_VARIABLES,
): void => {
  const total = typeof count === 'number' ? quantity(count) : count;
  const likely = Math.round(total.likely);
  const certain = total.low === total.high;
  const budget = new IterationBudget(machine, null, anew);
  const limit = certain ? likely : Math.min(2, likely);
  let index = 0;
  for (; index < limit; index++) {
    if (budget.spent && !budget.allows(limit - index)) break;
    const at = index;
    if (!budget.exactly(() => ifAtAll(machine, total.low - at, () => iteration(at)))) return;
  }
  const remaining = likely - index - 1;
  if (remaining < 0) return;
  for (const stratum of budget.strata(remaining)) {
    const standsFor = quantity(
      (stratum.count * Math.max(0, total.low - index)) / remaining,
      stratum.count,
      (stratum.count * Math.max(0, total.high - index)) / remaining,
    );
    if (!budget.standingFor(standsFor, () => iteration(index + stratum.at))) return;
  }
  // The last one by itself: it reaches as far as the loop does.
  budget.exactly(() => ifAtAll(machine, total.low - likely + 1, () => iteration(likely - 1)));
};

/** Runs an iteration that the fewest there may be do not come to, or for so much of it. */
const ifAtAll = <T>(machine: Machine, least: number, iteration: () => T): T =>
  least >= 1 ? iteration() : machine.weighted(quantity(Math.max(0, least), 1, 1), iteration);
