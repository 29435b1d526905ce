import type { FunctionCode, Site } from '../../program/code.ts';

/**
 * V8's `--max-inlined-bytecode-size`, `--max-inlined-bytecode-size-small`, `--max-inlined-bytecode-size-cumulative` and `--reserve-inline-budget-scale-factor`
 * (flag-definitions.h). A syntax node is 1.67 bytes of bytecode, the median of 1,487 functions of measured programs; 1.4 to 2.0 in half of them.
 */
const BYTES_A_NODE = 1.67;
const LARGEST = 460 / BYTES_A_NODE;
const SMALL = 27 / BYTES_A_NODE;
const CUMULATIVE = 920 / BYTES_A_NODE;
const RESERVE = 1.2;
/** Callees of one call: V8 `kMaxCallPolymorphism` (js-inlining-heuristic.h). */
const MOST_CALLEES = 4;

/** Code that is compiled together: a function and what is inlined into it. */
class Unit {
  /** Executions of the function itself. */
  runs = 0;
  /** Nodes of what is called over and over in one execution, which goes first, and of what is not. */
  often = 0;
  seldom = 0;
}

interface Callee {
  calls: number;
  isOften: boolean;
  /** `null`: it is not inlined. */
  into: Inlining | null;
}

/** A function as part of a unit: which of its calls are inlined. */
export class Inlining {
  readonly #unit: Unit;
  readonly #calls = new Map<Site, Map<FunctionCode, Callee>>();

  constructor(unit: Unit = new Unit()) {
    this.#unit = unit;
  }

  /** It is called for itself. */
  noteRun(): void {
    this.#unit.runs++;
  }

  /** What the callee is part of as well; `null`: of what is compiled for itself. */
  of(site: Site, code: FunctionCode): Inlining | null {
    let callees = this.#calls.get(site);
    if (!callees) {
      callees = new Map();
      this.#calls.set(site, callees);
    }
    let callee = callees.get(code);
    if (!callee) {
      callee = { calls: 0, isOften: false, into: null };
      callees.set(code, callee);
      if (callees.size <= MOST_CALLEES && this.#fits(code.size, false)) {
        this.#unit.seldom += code.size;
        callee.into = new Inlining(this.#unit);
      }
    }
    callee.calls++;
    if (!callee.isOften && callee.calls > 2 * Math.max(1, this.#unit.runs)) {
      callee.isOften = true;
      if (callee.into) this.#unit.seldom -= code.size;
      if (callees.size <= MOST_CALLEES && this.#fits(code.size, true)) {
        this.#unit.often += code.size;
        callee.into ??= new Inlining(this.#unit);
      } else callee.into = null;
    }
    return callee.into;
  }

  #fits(size: number, often: boolean): boolean {
    if (size > LARGEST) return false;
    const { often: first, seldom } = this.#unit;
    return size <= SMALL || size * RESERVE + first + (often ? 0 : seldom) <= CUMULATIVE;
  }
}
