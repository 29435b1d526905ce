import { onceForEach } from '../../../memo/once-for-each.ts';
import type { Expression, GlobalRef, LocalRef, LoopCode, Pattern, Statement } from '../../program/code.ts';
import { type CodeVisitor, visitExpression, visitStatement } from './code-visitor.ts';
import { NO_VARIABLES, variableKey } from './variable-key.ts';

type Variable = LocalRef | GlobalRef;

/**
 * Variables that a loop's iterations hand on to each other (`n = build(n)`), seen from the loop's own scope. Left out is what the
 * body compares or wraps around (`if (++k === n) k = 0`, `k = (k + 1) % n`): it may go round rather than on. Not so what only loops inside
 * go by and leave alone, and each iteration moves: `for (let i = 0; i < n; i++) …; n *= 2`.
 */
export const carriedVariables = onceForEach((loop: LoopCode): readonly Variable[] => {
  const assigned = new Map<unknown, Variable>();
  const wrapped = new Set<unknown>();
  const compared = new Map<unknown, number>();
  const goneBy = new Map<unknown, number>();
  const assign = (target: Pattern, depth: number): void => {
    if (target.kind === 'global') assigned.set(target.name, target);
    else if (target.kind === 'local' && target.carried && target.hops >= depth)
      assigned.set(target.binding, { ...target, hops: target.hops - depth });
  };
  const visitor: CodeVisitor = {
    expression: (expression, depth) => {
      if (expression.kind === 'assign') {
        assign(expression.target, depth);
        if (wraps(expression.value)) for (const key of variablesIn(expression)) wrapped.add(key);
      } else if (expression.kind === 'compound' || expression.kind === 'update')
        assign(expression.target, depth);
      noteComparison(expression, compared);
      return true;
    },
    loop: (inner) => {
      const { head } = inner;
      if (!('test' in head) || !head.test) return;
      const own = assignedIn(inner);
      const visit = (expression: Expression): boolean => {
        noteComparison(expression, goneBy, own);
        return true;
      };
      visitExpression(head.test, { expression: visit }, 0);
    },
  };
  visitStatement(loop.body, visitor, 0);
  const always = movedAlways(loop.body);
  const goesOn = (key: unknown): boolean =>
    !wrapped.has(key) && (!compared.has(key) || (always.has(key) && compared.get(key) === goneBy.get(key)));
  return [...assigned].filter(([key]) => goesOn(key)).map(([, reference]) => reference);
});

/** Counts the variables of a comparison, except `left`. */
const noteComparison = (
  expression: Expression,
  counts: Map<unknown, number>,
  left: ReadonlySet<unknown> = NO_VARIABLES,
): void => {
  if (expression.kind !== 'binary' || !COMPARISONS.has(expression.operator)) return;
  for (const key of variablesIn(expression)) if (!left.has(key)) counts.set(key, (counts.get(key) ?? 0) + 1);
};

const variablesIn = (expression: Expression): readonly unknown[] => {
  const keys: unknown[] = [];
  const visit = (part: Expression): boolean => {
    keys.push(variableKey(part));
    return true;
  };
  visitExpression(expression, { expression: visit }, 0);
  return keys;
};

/** What is taken apart may go to any variable in it. */
const targetsOf = (assignment: Extract<Expression, { kind: 'assign' }>): readonly unknown[] => {
  const key = variableKey(assignment.target);
  return key === null ? variablesIn(assignment) : [key];
};

const assignedIn = (loop: LoopCode): ReadonlySet<unknown> => {
  const keys = new Set<unknown>();
  const visit = (expression: Expression): boolean => {
    if (expression.kind === 'compound' || expression.kind === 'update')
      keys.add(variableKey(expression.target));
    else if (expression.kind === 'assign') for (const key of targetsOf(expression)) keys.add(key);
    return true;
  };
  visitStatement(loop, { expression: visit }, 0);
  return keys;
};

/** Variables that the body steps or scales whatever happens. */
const movedAlways = (body: Statement): ReadonlySet<unknown> => {
  const keys = new Set<unknown>();
  for (const statement of body.kind === 'block' ? body.body : [body]) {
    if (statement.kind !== 'expression') continue;
    const { value } = statement;
    if (value.kind === 'compound' || value.kind === 'update') keys.add(variableKey(value.target));
  }
  return keys;
};

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
