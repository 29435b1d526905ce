import type { Environment } from './environment.ts';
import type { Value } from './value.ts';

/** A variable that was given a value: what it held before the first time. */
export interface Overwritten {
  readonly environment: Environment;
  readonly slot: number;
  readonly before: Value;
  readonly wasInDoubt: boolean;
  /** Functions find it after the one that runs. */
  readonly outlives: boolean;
  /** It outlives the iteration of a loop: it may be what moves the loop towards its end. */
  readonly carried: boolean;
}

/** What one way through a branch does to the variables that there were before. */
export class Journal {
  /** `births` when it began. */
  readonly #began: number;
  readonly #byEnvironment = new Map<Environment, Map<number, Overwritten>>();

  constructor(began: number) {
    this.#began = began;
  }

  get overwritten(): readonly Overwritten[] {
    return [...this.#byEnvironment.values()].flatMap((bySlot) => [...bySlot.values()]);
  }

  note(variable: Overwritten): void {
    const { environment, slot } = variable;
    if (environment.born > this.#began) return;
    const bySlot = this.#byEnvironment.get(environment);
    if (!bySlot) this.#byEnvironment.set(environment, new Map([[slot, variable]]));
    else if (!bySlot.has(slot)) bySlot.set(slot, variable);
  }

  find({ environment, slot }: Overwritten): Overwritten | undefined {
    return this.#byEnvironment.get(environment)?.get(slot);
  }
}
