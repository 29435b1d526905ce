import type { Expression, Site } from '../../program/code.ts';
import { Tally } from '../costs/tally.ts';
import type { Machine } from '../run/machine.ts';
import { LibraryThing, NativeThing, type Value } from '../values/value.ts';

/** Worker threads started by one `new Worker(…)`. */
export interface StartedThreads {
  readonly site: Site;
  /** What it runs, as written; `null`: computed. */
  readonly specifier: string | null;
  readonly started: Tally;
}

/** Notes that a thread is started: it runs beside the program, in a file of its own. */
export const noteThread = (
  machine: Machine,
  callee: Value,
  [first]: readonly Expression[],
  [value]: readonly Value[],
  site: Site,
): void => {
  const isLibrary = callee instanceof NativeThing || (callee instanceof LibraryThing && !callee.instance);
  if (!isLibrary || !/(^|\.)Worker$/.test(callee.symbol)) return;
  const known = machine.threads.get(site);
  const threads = known ?? { site, specifier: specifierOf(first, value), started: new Tally() };
  threads.started.add(machine.weight, 1);
  machine.threads.set(site, threads);
};

/** A text, or the text in `new URL('./worker.js', import.meta.url)`. */
const specifierOf = (expression: Expression | undefined, value: Value): string | null => {
  if (typeof value === 'string') return value;
  if (expression?.kind !== 'new' || expression.callee.kind !== 'global' || expression.callee.name !== 'URL')
    return null;
  const text = expression.arguments[0]?.value;
  return text?.kind === 'literal' && typeof text.value === 'string' ? text.value : null;
};
