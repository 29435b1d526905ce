import { isPackagePath } from '../../../source/file-path.ts';
import type { Quantity } from '../../effects/quantity.ts';
import type { Site } from '../../program/code.ts';
import { BoundThing, FunctionThing, type Value } from '../values/value.ts';

/** What says when the next call comes. Seconds. */
export type Rhythm =
  /** From call to call: an interval. */
  | { readonly kind: 'period'; readonly seconds: Quantity }
  /** From a call's end to the next call: a timer that sets itself again. */
  | { readonly kind: 'pause'; readonly seconds: Quantity }
  /** Nothing in the source: requests, messages. */
  | { readonly kind: 'arrivals' };

/** A function that the event loop calls again and again until the program is stopped. */
export interface RecurringCall {
  readonly called: Site;
  readonly rhythm: Rhythm;
}

/** The program's own function behind a function value; `null`: a library's. */
export const calledSite = (callee: Value): Site | null => {
  if (callee instanceof FunctionThing) {
    const { site } = callee.code;
    return isPackagePath(site.file) ? null : site;
  }
  return callee instanceof BoundThing ? calledSite(callee.target) : null;
};
