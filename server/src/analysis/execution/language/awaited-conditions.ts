import type { Expression, LoopCode, Reference, Statement } from '../../program/code.ts';
import { ArrayThing } from '../values/value.ts';
import { evaluate } from './expressions.ts';
import type { Frame } from './frame.ts';
import { assignReference } from './patterns.ts';

/** `while (queue.length >= limit) await …`: it does nothing but wait until its condition no longer holds. */
export const onlyWaits = ({ head, body }: LoopCode): boolean => head.kind === 'while' && isWait(body);

const isWait = (statement: Statement): boolean => {
  switch (statement.kind) {
    case 'expression':
      return statement.value.kind === 'await';
    case 'block':
    case 'marked':
      return statement.body.length === 1 && statement.body.every(isWait);
    default:
      return false;
  }
};

/**
 * Others have seen to it that the condition no longer holds, by no more than it takes: a place is free, a flag is set. They run beside
 * the code that waits, and were not run before it.
 */
export const takeAsEnded = (frame: Frame, test: Expression): void =>
  frame.machine.silently(() => {
    if (test.kind === 'unary' && test.operator === '!') set(frame, test.value, true);
    else if (test.kind !== 'binary') set(frame, test, false);
    else {
      const bound = evaluate(frame, test.right);
      const beyond = BEYOND[test.operator];
      if (typeof bound === 'number' && beyond !== undefined) set(frame, test.left, bound + beyond);
    }
  });

/** How far from its bound a number is that just ends the condition. */
const BEYOND: Readonly<Record<string, number>> = { '>=': -1, '>': 0, '<': 0, '<=': 1 };

const set = (frame: Frame, place: Expression, value: number | boolean): void => {
  if (place.kind === 'member' && (place.name === 'length' || place.name === 'size')) {
    const list = evaluate(frame, place.object);
    if (!(list instanceof ArrayThing) || typeof value !== 'number') return;
    list.length = Math.max(0, value);
    list.elements.truncate(list.length);
  } else if (isReference(place)) assignReference(frame, place, value);
};

const isReference = (expression: Expression): expression is Reference =>
  expression.kind === 'local' ||
  expression.kind === 'global' ||
  expression.kind === 'member' ||
  expression.kind === 'element';
