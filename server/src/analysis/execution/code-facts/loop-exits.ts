import { onceForEach } from '../../../memo/once-for-each.ts';
import type { Expression, LoopCode, Statement } from '../../program/code.ts';
import { visitExpression } from './code-visitor.ts';

/** Some `break` in it ends the loop around it; a `return` or the label of a loop further out ends that one too. */
type Reach = 'iteration' | 'inner loop';

/** Whether an `if` whose test goes by data, not by variables at hand alone, may end the loop from inside. */
export const mayEndByData = onceForEach((loop: LoopCode): boolean =>
  hasDataExit(loop.body, 'iteration', loop.label),
);

/** Whether its head goes by what stands in a list: `while (digits[i] < --guess)`. */
export const endsByElements = onceForEach(({ head }: LoopCode): boolean => {
  let found = false;
  const expression = ({ kind }: Expression): boolean => {
    found ||= kind === 'element';
    return !found;
  };
  if ('test' in head && head.test) visitExpression(head.test, { expression }, 0);
  return found;
});

const hasDataExit = (statement: Statement, reach: Reach, label: string | null): boolean => {
  const inside = (part: Statement | null, at = reach): boolean =>
    part !== null && hasDataExit(part, at, label);
  switch (statement.kind) {
    case 'if':
      return (
        (readsData(statement.test) &&
          [statement.yes, statement.no].some((arm) => leaves(arm, reach, label))) ||
        inside(statement.yes) ||
        inside(statement.no)
      );
    case 'loop':
      return inside(statement.body, 'inner loop');
    case 'block':
    case 'marked':
      return statement.body.some((part) => inside(part));
    case 'try':
      return inside(statement.body) || inside(statement.handler) || inside(statement.finalizer);
    case 'switch':
      return statement.cases.some(({ body }) => body.some((part) => inside(part, 'inner loop')));
    default:
      return false;
  }
};

/** It ends with a `return`, or a `break` that is the loop's. */
const leaves = (statement: Statement | null, reach: Reach, label: string | null): boolean => {
  switch (statement?.kind) {
    case 'return':
      return true;
    case 'break':
      return statement.label === null ? reach === 'iteration' : statement.label === label;
    case 'block':
    case 'marked':
      return leaves(statement.body.at(-1) ?? null, reach, label);
    default:
      return false;
  }
};

/** The test looks at more than variables at hand. */
export const readsData = (test: Expression): boolean => {
  let found = false;
  const expression = ({ kind }: Expression): boolean => {
    found ||= kind === 'member' || kind === 'element' || kind === 'call';
    return !found;
  };
  visitExpression(test, { expression }, 0);
  return found;
};
