import type { Expression, LoopCode, Statement } from '../program/code.ts';
import type { Frame } from './frame.ts';
import { type Induction, inductionOf, type Probe, probe } from './trip-prediction.ts';

/**
 * How often a loop would run by its head alone, told from its first three tests while it runs as the user declared.
 * Known only where the head counts in equal steps to a bound that no argument of the program can move.
 */
export class DerivedTrips {
  readonly #frame: Frame;
  readonly #induction: Induction;
  readonly #isCounting: boolean;
  readonly #probes: Probe[] = [];
  #ended: number | null = null;

  constructor(frame: Frame, loop: LoopCode, test: Expression | null) {
    this.#frame = frame;
    this.#induction = inductionOf(loop, test);
    this.#isCounting = isCountingTest(test, frame);
  }

  /** Before iteration `count`, whose test said whether the loop goes on. */
  note(count: number, goesOn: boolean | null): void {
    if (!this.#isCounting || this.#ended !== null || count > 2) return;
    if (goesOn === false) this.#ended = count;
    else if (count === this.#probes.length) this.#probes.push(probe(this.#frame, this.#induction));
  }

  get trips(): number | null {
    if (this.#ended !== null) return this.#ended;
    const [a, b, c] = this.#probes.map(({ distances }) => distances[0]?.ahead);
    if (a === undefined || b === undefined || c === undefined) return null;
    const step = a - b;
    return step > 0 && b - c === step ? Math.ceil(a / step) : null;
  }
}

/** `i < n`, where `n` is written out, or computed by a program that takes no arguments. */
const isCountingTest = (test: Expression | null, { machine }: Frame): boolean =>
  test?.kind === 'binary' &&
  ['<', '<=', '>', '>='].includes(test.operator) &&
  (test.right.kind === 'literal' || !machine.globals.has('process.argv'));

/** Something inside may leave the loop before its head ends it. */
export const mayLeave = (statement: Statement): boolean => {
  switch (statement.kind) {
    case 'break':
    case 'return':
    case 'throw':
      return true;
    case 'if':
      return mayLeave(statement.yes) || (statement.no !== null && mayLeave(statement.no));
    case 'loop':
      return mayLeave(statement.body);
    case 'block':
    case 'marked':
      return statement.body.some(mayLeave);
    case 'switch':
      return statement.cases.some(({ body }) => body.some(mayLeave));
    case 'try':
      return [statement.body, statement.handler, statement.finalizer].some(
        (part) => part !== null && mayLeave(part),
      );
    case 'expression':
    case 'declare':
    case 'continue':
      return false;
  }
};
