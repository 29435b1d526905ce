import { onceForEach } from '../../../memo/once-for-each.ts';
import type { Expression, LoopCode, LoopHead, Pattern, Statement } from '../../program/code.ts';
import { variableKey } from './variable-key.ts';

/** Whether a loop does nothing but put one value into elements in a row, as `fill` does: a few iterations show all there is to see. */
export const isFill = onceForEach(({ head, body, stepped }: LoopCode): boolean => {
  if (!stepsByOne(head)) return false;
  const statements = statementsOf(body);
  return statements.length > 0 && statements.every((statement) => puts(statement, stepped));
});

const stepsByOne = (head: LoopHead): boolean => head.kind === 'for' && head.update?.kind === 'update';

const statementsOf = (body: Statement): readonly Statement[] =>
  body.kind === 'block' && body.scope.shared ? body.body : [body];

type Variables = LoopCode['stepped'];

const puts = (statement: Statement, counters: Variables): boolean =>
  statement.kind === 'expression' &&
  statement.value.kind === 'assign' &&
  isPlace(statement.value.target, counters) &&
  isSteady(statement.value.value, counters);

/** `list[i]`, `list[from + i]`. */
const isPlace = (target: Pattern, counters: Variables): boolean =>
  target.kind === 'element' && isSteady(target.object, counters) && moves(target.index, counters);

const moves = (index: Expression, counters: Variables): boolean =>
  isCounter(index, counters) ||
  (index.kind === 'binary' &&
    index.operator === '+' &&
    ((moves(index.left, counters) && isSteady(index.right, counters)) ||
      (isSteady(index.left, counters) && moves(index.right, counters))));

/** It is the same in all iterations: these write to nothing but elements. */
const isSteady = (value: Expression, counters: Variables): boolean => {
  switch (value.kind) {
    case 'literal':
    case 'this':
      return true;
    case 'local':
    case 'global':
      return !isCounter(value, counters);
    case 'member':
      return isSteady(value.object, counters);
    case 'unary':
      return value.operator !== 'delete' && isSteady(value.value, counters);
    default:
      return false;
  }
};

const isCounter = (expression: Expression, counters: Variables): boolean =>
  counters.some((counter) => variableKey(counter) === variableKey(expression));
