import type { Site } from '../../program/code.ts';

/** How V8 stores a field: a small integer, a box of its own written in place, or a pointer. */
export type FieldLayout = 'smi' | 'double' | 'tagged';

/** Objects whose numbers lie no further apart lie on the same line of the caches or on one that is fetched ahead. */
export const NEIGHBOURS = 4;

/** The objects that one allocation site makes: they share a hidden class and lie side by side. */
export class Shape {
  readonly site: Site;
  readonly label: string;
  /** Fields of the largest object seen. */
  fieldCount = 0;
  readonly layouts = new Map<string, FieldLayout>();
  created = 0;
  /** By the clock of memory (memory-reach.ts), when the latest of them was made. */
  madeAt = 0;
  /** Of those that were far away when they were touched, the number of the latest. */
  latestFar = Number.NEGATIVE_INFINITY;
  #links = 0;
  #nearLinks = 0;
  /** Objects really made, those of iterations not run included. */
  population = 0;

  constructor(site: Site, label: string) {
    this.site = site;
    this.label = label;
  }

  /** One of them holds another: a list or a tree of them. */
  noteLink(from: number, to: number): void {
    this.#links++;
    if (Math.abs(from - to) <= 1) this.#nearLinks++;
  }

  /** Of the links between them that were gone along, the share that leads to a neighbour in memory. */
  get nearLinkShare(): number {
    return this.#links === 0 ? 0 : this.#nearLinks / this.#links;
  }
}

/** Layouts only ever get more general. */
export const joinLayouts = (a: FieldLayout | undefined, b: FieldLayout): FieldLayout =>
  a === undefined || a === b ? b : a === 'tagged' || b === 'tagged' ? 'tagged' : 'double';
