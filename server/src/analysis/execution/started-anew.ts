import { onceForEach } from '../../memo/once-for-each.ts';
import type { Expression, LoopCode, Reference } from '../program/code.ts';
import { visitExpression, visitStatement } from './code-visitor.ts';

/** Variables by binding, globals by name, that a loop's body gives a value which does not rest on the one before: what was put together in them is let go. */
export const startedAnew = onceForEach((loop: LoopCode): ReadonlySet<unknown> => {
  const found = new Set<unknown>();
  visitStatement(
    loop.body,
    {
      expression: (expression) => {
        if (expression.kind !== 'assign') return true;
        const { target, value } = expression;
        const key = target.kind === 'local' || target.kind === 'global' ? variableKey(target) : null;
        if (key !== null && !mentions(value, key)) found.add(key);
        return true;
      },
    },
    0,
  );
  return found;
});

/** `null`: a property, or an element. */
export const variableKey = (reference: Expression | Reference): unknown => {
  if (reference.kind === 'local') return reference.binding;
  return reference.kind === 'global' ? reference.name : null;
};

const mentions = (value: Expression, key: unknown): boolean => {
  let found = false;
  visitExpression(
    value,
    {
      expression: (part) => {
        found ||= variableKey(part) === key;
        return !found;
      },
    },
    0,
  );
  return found;
};
