import type { Site } from '../program/code.ts';

/** How V8 stores a field: a small integer, a box of its own written in place, or a pointer. */
export type FieldLayout = 'smi' | 'double' | 'tagged';

/** The objects that one allocation site makes: they share a hidden class and lie side by side. */
export class Shape {
  readonly site: Site;
  readonly label: string;
  /** Fields of the largest object seen. */
  fieldCount = 0;
  readonly layouts = new Map<string, FieldLayout>();
  created = 0;
  /** Objects really made, those of iterations not run included. */
  population = 0;
  /** Of the objects that hold some of these and were made in the same round of the same code. */
  readonly holders = new Set<Shape>();
  /** Some of them were put where others find them: in what is older than the code that made them. */
  #isShared = false;

  constructor(site: Site, label: string) {
    this.site = site;
    this.label = label;
  }

  share(): void {
    this.#isShared = true;
  }

  /** Whether some of them are kept for longer than one round of the code that makes them, as far as what holds them tells. */
  get outlivesRound(): boolean {
    const reached = new Set<Shape>([this]);
    for (const shape of reached) {
      if (shape.#isShared) return true;
      for (const holder of shape.holders) reached.add(holder);
    }
    return false;
  }
}

/** Layouts only ever get more general. */
export const joinLayouts = (a: FieldLayout | undefined, b: FieldLayout): FieldLayout =>
  a === undefined || a === b ? b : a === 'tagged' || b === 'tagged' ? 'tagged' : 'double';
