import { onceForEach } from '../../../memo/once-for-each.ts';
import type { Expression, LoopCode } from '../../program/code.ts';
import { visitExpression, visitStatement } from './code-visitor.ts';
import { variableKey } from './variable-key.ts';

/** Variables (variable-key.ts) that a loop's body declares or gives a value which does not rest on the one before: what was put together in them is let go. */
export const startedAnew = onceForEach((loop: LoopCode): ReadonlySet<unknown> => {
  const found = new Set<unknown>();
  visitStatement(
    loop.body,
    {
      declaration: (target) => {
        const key = variableKey(target);
        if (key !== null) found.add(key);
      },
      expression: (expression) => {
        if (expression.kind !== 'assign') return true;
        const key = variableKey(expression.target);
        if (key !== null && !mentions(expression.value, key)) found.add(key);
        return true;
      },
    },
    0,
  );
  return found;
});

export const mentions = (value: Expression, key: unknown): boolean => {
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
