import { onceForEach } from '../../memo/once-for-each.ts';
import type { Expression, GlobalRef, LocalRef, LoopCode, Pattern } from '../program/code.ts';
import { type CodeVisitor, visitExpression, visitStatement } from './code-visitor.ts';
import { variableKey } from './variable-key.ts';

type Variable = LocalRef | GlobalRef;

/**
 * Variables that a loop's iterations hand on to each other (`n = build(n)`), seen from the loop's own scope. Left out is what the
 * body compares or wraps around (`if (++k === n) k = 0`, `k = (k + 1) % n`): it may go round rather than on.
 */
export const carriedVariables = onceForEach((loop: LoopCode): readonly Variable[] => {
  const assigned = new Map<unknown, Variable>();
  const excluded = new Set<unknown>();
  const assign = (target: Pattern, depth: number): void => {
    if (target.kind === 'global') assigned.set(target.name, target);
    else if (target.kind === 'local' && target.carried && target.hops >= depth)
      assigned.set(target.binding, { ...target, hops: target.hops - depth });
  };
  const exclude: CodeVisitor = {
    expression: (expression) => {
      excluded.add(variableKey(expression));
      return true;
    },
  };
  const visitor: CodeVisitor = {
    expression: (expression, depth) => {
      if (expression.kind === 'assign') {
        assign(expression.target, depth);
        if (wraps(expression.value)) visitExpression(expression, exclude, depth);
      } else if (expression.kind === 'compound' || expression.kind === 'update')
        assign(expression.target, depth);
      else if (expression.kind === 'binary' && COMPARISONS.has(expression.operator))
        visitExpression(expression, exclude, depth);
      return true;
    },
  };
  visitStatement(loop.body, visitor, 0);
  return [...assigned].filter(([binding]) => !excluded.has(binding)).map(([, reference]) => reference);
});

const COMPARISONS: ReadonlySet<string> = new Set(['<', '<=', '>', '>=', '==', '!=', '===', '!==']);

/** Its value comes round again. */
const wraps = (value: Expression): boolean => {
  let found = false;
  visitExpression(
    value,
    {
      expression: (expression) => {
        found ||=
          expression.kind === 'conditional' ||
          (expression.kind === 'binary' && (expression.operator === '%' || expression.operator === '&'));
        return !found;
      },
    },
    0,
  );
  return found;
};
