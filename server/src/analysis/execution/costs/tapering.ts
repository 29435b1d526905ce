/** The first octaves of a run, three iterations, set things up. */
const FIRST_OCTAVE = 2;
/** Octaves that show at the least how a rate goes on. */
const FEWEST_OCTAVES = 3;
/** How much likelier what was seen is to be if a rate tapers off than if it stays: as a logarithm, by a factor of 1,000. Reconstruction. */
const LEAST_EVIDENCE = Math.log(1000);
/** The last octaves must bear it out, up to so many standard deviations. */
const LATE = 2;
const DEVIATIONS = 2;

/** Of executions in some octaves. */
interface Executions {
  taken: number;
  all: number;
  /** 1/n summed up over them, each in the n-th iteration of its run. */
  reciprocals: number;
}

/**
 * How often a branch is taken the further a run of the loop around it has got, by octaves of its iterations. What sets a new record, or finds something for
 * the first time, comes up ever more seldom: in the n-th iteration with a chance that goes with 1/n (Rényi 1962, of records).
 */
export class Tapering {
  readonly #taken: number[] = [];
  readonly #all: number[] = [];

  /** One execution, in so manieth an iteration of a run, the first being 1. Those after many that were left out do not count. */
  note(iteration: number, taken: boolean): void {
    const octave = 31 - Math.clz32(iteration);
    if (octave > this.#all.length) return;
    this.#all[octave] = (this.#all[octave] ?? 0) + 1;
    this.#taken[octave] = (this.#taken[octave] ?? 0) + (taken ? 1 : 0);
  }

  /** The share of `count` iterations after the first `before` of a run that take the branch; `null`: it does not taper off. */
  shareAfter(before: number, count: number): number | null {
    const end = this.#all.length;
    if (end < FIRST_OCTAVE + FEWEST_OCTAVES) return null;
    const whole = this.#sum(FIRST_OCTAVE, end);
    if (whole.taken === 0) return null;
    const perLogarithm = whole.taken / whole.reciprocals;
    const late = this.#sum(end - LATE, end);
    const expectedLate = perLogarithm * late.reciprocals;
    if (late.taken > expectedLate + DEVIATIONS * Math.sqrt(expectedLate) + 1) return null;
    if (this.#evidence(whole) < LEAST_EVIDENCE) return null;
    return Math.min(1, (perLogarithm * Math.log((before + count) / before)) / count);
  }

  /** Logarithm of the ratio of the two likelihoods, both with the rate that suits them best. */
  #evidence({ all, reciprocals }: Executions): number {
    let evidence = 0;
    for (let octave = FIRST_OCTAVE; octave < this.#all.length; octave++) {
      const part = this.#sum(octave, octave + 1);
      if (part.taken > 0)
        evidence += part.taken * Math.log((part.reciprocals / reciprocals / part.all) * all);
    }
    return evidence;
  }

  #sum(first: number, end: number): Executions {
    const sum = { taken: 0, all: 0, reciprocals: 0 };
    for (let octave = first; octave < end; octave++) {
      const all = this.#all[octave] ?? 0;
      sum.taken += this.#taken[octave] ?? 0;
      sum.all += all;
      sum.reciprocals += (all * Math.LN2) / 2 ** octave;
    }
    return sum;
  }
}
