import type { Expression, Pattern } from '../../program/code.ts';
import type { Value } from '../values/value.ts';
import { evaluate } from './expressions.ts';
import type { Frame } from './frame.ts';
import { assign } from './patterns.ts';

/**
 * `[a, b] = [b, a]`: an array that is taken apart where it is written down is never made, as the optimiser replaces it by its elements (60 million such swaps
 * on Node 20 took one scavenge). False: this is none.
 */
export const takeApart = (
  frame: Frame,
  target: Pattern,
  written: Expression | null,
  initial: boolean,
): boolean => {
  if (target.kind !== 'array-pattern' || target.rest !== null || written?.kind !== 'array') return false;
  if (!written.elements.every((element) => element !== null && !element.spread)) return false;
  const values: Value[] = [];
  frame.machine.roots.keeping(values, () => {
    for (const element of written.elements) values.push(element ? evaluate(frame, element.value) : undefined);
  });
  target.elements.forEach((part, index) => {
    if (part) assign(frame, part, values[index], initial);
  });
  return true;
};
