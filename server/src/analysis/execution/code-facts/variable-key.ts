import type { Expression, Pattern, Reference } from '../../program/code.ts';

/** No variables at all. */
export const NO_VARIABLES: ReadonlySet<unknown> = new Set();

/** Tells variables apart: by binding, globals by name. `null`: a property, an element, or no place at all. */
export const variableKey = (place: Expression | Pattern | Reference): unknown => {
  if (place.kind === 'local') return place.binding;
  return place.kind === 'global' ? place.name : null;
};
