import { onceForEach } from '../../../memo/once-for-each.ts';
import type { Expression, LocalRef } from '../../program/code.ts';
import type { Frame } from '../language/frame.ts';
import { environmentOf } from '../values/environment.ts';
import { Unknown, type Value } from '../values/value.ts';

/** What the variables held whose presence a test asks for, when it last went one way and when the other. */
export class TestedPresence {
  readonly #variables: readonly LocalRef[];
  #whenTaken: readonly Value[] | null = null;
  #whenNot: readonly Value[] | null = null;

  constructor(variables: readonly LocalRef[]) {
    this.#variables = variables;
  }

  note(frame: Frame, taken: boolean): void {
    const held = this.#variables.map(
      (variable) => environmentOf(variable, frame.environment).slots[variable.slot],
    );
    if (held.some((value) => value instanceof Unknown)) return;
    if (taken) this.#whenTaken = held;
    else this.#whenNot = held;
  }

  /** Runs what the test leads to when it goes that way, with what the variables held then: there is nothing in them now, or something that is not there. */
  asWhen<T>(frame: Frame, taken: boolean, work: () => T): T {
    const held = taken ? this.#whenTaken : this.#whenNot;
    if (held === null) return work();
    const before = this.#variables.map((variable, index) => {
      const { slots } = environmentOf(variable, frame.environment);
      const value = slots[variable.slot];
      slots[variable.slot] = held[index];
      return { slots, slot: variable.slot, value };
    });
    try {
      return work();
    } finally {
      for (const { slots, slot, value } of before) slots[slot] = value;
    }
  }
}

/** The variables that a test asks for being there: `hit`, `!hit`, `hit === undefined`, `hit && hit.near`. */
export const presenceTestedIn = onceForEach((test: Expression): readonly LocalRef[] => {
  switch (test.kind) {
    case 'local':
      return [test];
    case 'unary':
      return test.operator === '!' ? presenceTestedIn(test.value) : [];
    case 'logical':
      return [...presenceTestedIn(test.left), ...presenceTestedIn(test.right)];
    case 'binary':
      return isNothing(test.right)
        ? presenceTestedIn(test.left)
        : isNothing(test.left)
          ? presenceTestedIn(test.right)
          : [];
    default:
      return [];
  }
});

const isNothing = (expression: Expression): boolean =>
  expression.kind === 'literal' && (expression.value === null || expression.value === undefined);
