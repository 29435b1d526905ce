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

  constructor(site: Site, label: string) {
    this.site = site;
    this.label = label;
  }
}

/** Layouts only ever get more general. */
export const joinLayouts = (a: FieldLayout | undefined, b: FieldLayout): FieldLayout =>
  a === undefined || a === b ? b : a === 'tagged' || b === 'tagged' ? 'tagged' : 'double';
