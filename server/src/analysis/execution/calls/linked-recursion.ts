import { onceForEach } from '../../../memo/once-for-each.ts';
import { type Quantity, quantity } from '../../effects/quantity.ts';
import type { Expression, FunctionCode, Statement } from '../../program/code.ts';
import { visitExpression } from '../code-facts/code-visitor.ts';
import type { Frame } from '../language/frame.ts';
import { Thing, type Value } from '../values/value.ts';

/**
 * Of how many real calls a recursive one is the stand-in: a tree that was built in a sampled loop holds few of its nodes, and each of those that stand for
 * many hangs from one that stands for itself. A recursion that goes on to all nodes comes by as often as there are nodes. `null`: once.
 */
export const callsOverLink = (
  caller: Frame | null,
  code: FunctionCode,
  receiver: Value,
  values: readonly Value[],
): Quantity | null => {
  if (caller?.code !== code || !goesOnToAll(code)) return null;
  const share =
    shareOfLink(caller.thisValue, receiver) ??
    values.reduce<number | null>((known, value, at) => known ?? shareOfLink(caller.values[at], value), null);
  return share === null || share === 1 ? null : quantity(share);
};

/** How many things like `to` there are for each like `from`, whose field holds it; `null`: none does. */
const shareOfLink = (from: Value, to: Value): number | null => {
  if (!(from instanceof Thing && to instanceof Thing) || from.shape !== to.shape) return null;
  for (const held of from.fields.values()) if (held === to) return to.multiplicity / from.multiplicity;
  return null;
};

/** It calls itself more than once whatever the data says: it visits a tree rather than looking for a place in it. */
const goesOnToAll = onceForEach(
  ({ name, mentions, body }: FunctionCode): boolean =>
    name !== '' && mentions.has(name) && callsInAll(body, name) > 1,
);

const callsInAll = (statements: readonly Statement[], name: string): number =>
  statements.reduce((sum, statement) => sum + callsIn(statement, name), 0);

const callsIn = (statement: Statement | null, name: string): number => {
  switch (statement?.kind) {
    case 'expression':
    case 'return':
      return callsInExpression(statement.value, name);
    case 'declare':
      return callsInExpression(statement.initial, name);
    case 'if': {
      const { test, yes, no } = statement;
      const [first, second] = [callsIn(yes, name), callsIn(no, name)];
      return callsInExpression(test, name) + (asksPresence(test) ? first + second : Math.min(first, second));
    }
    case 'loop':
      return 2 * callsIn(statement.body, name);
    case 'block':
    case 'marked':
      return callsInAll(statement.body, name);
    case 'try':
      return callsIn(statement.body, name);
    case 'switch':
      return Math.max(0, ...statement.cases.map(({ body }) => callsInAll(body, name)));
    default:
      return 0;
  }
};

const callsInExpression = (expression: Expression | null, name: string): number => {
  if (expression === null) return 0;
  let calls = 0;
  const visit = (part: Expression): boolean => {
    if (part.kind === 'call' && nameOf(part.callee) === name) calls++;
    if (part.kind !== 'conditional') return true;
    const [first, second] = [callsInExpression(part.yes, name), callsInExpression(part.no, name)];
    calls += asksPresence(part.test) ? first + second : Math.min(first, second);
    return false;
  };
  visitExpression(expression, { expression: visit }, 0);
  return calls;
};

const nameOf = (callee: Expression): string | null => {
  switch (callee.kind) {
    case 'local':
      return callee.binding.name;
    case 'global':
    case 'member':
      return callee.name;
    default:
      return null;
  }
};

/** `node`, `!node.left`, `node !== null`: whether there is one, not what it is like. */
const asksPresence = (test: Expression): boolean => {
  switch (test.kind) {
    case 'local':
    case 'global':
    case 'member':
      return true;
    case 'unary':
      return test.operator === '!' && asksPresence(test.value);
    case 'logical':
      return asksPresence(test.left) && asksPresence(test.right);
    case 'binary':
      return [test.left, test.right].some(
        (side) => side.kind === 'literal' && (side.value === null || side.value === undefined),
      );
    default:
      return false;
  }
};
