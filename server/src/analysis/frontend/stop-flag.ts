import { ts } from 'ts-morph';
import { isAssignment, isFunctionLike } from './hoisting.ts';

/**
 * `while (!stopping)`, `while (this.running)`: a loop that waits and goes on while flags stand which its own body leaves alone. Somebody else takes them
 * down.
 */
export const goesOnByFlag = (loop: ts.IterationStatement): boolean => {
  if (!ts.isWhileStatement(loop) && !ts.isDoStatement(loop)) return false;
  const flags = flagsIn(loop.expression);
  if (flags === null) return false;
  let waits = false;
  let changes = false;
  const visit = (node: ts.Node): void => {
    if (isFunctionLike(node)) return;
    waits ||= ts.isAwaitExpression(node);
    changes ||=
      ts.isBinaryExpression(node) &&
      isAssignment(node.operatorToken.kind) &&
      flags.has(nameOf(node.left) ?? '');
    ts.forEachChild(node, visit);
  };
  visit(loop.statement);
  return waits && !changes;
};

/** Names of the flags that must all stand; `null`: the condition is about something else. */
const flagsIn = (test: ts.Expression): ReadonlySet<string> | null => {
  if (ts.isParenthesizedExpression(test)) return flagsIn(test.expression);
  if (ts.isPrefixUnaryExpression(test) && test.operator === ts.SyntaxKind.ExclamationToken)
    return flagsIn(test.operand);
  if (ts.isBinaryExpression(test) && test.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken) {
    const [left, right] = [flagsIn(test.left), flagsIn(test.right)];
    return left && right && new Set([...left, ...right]);
  }
  const name = nameOf(test);
  return name === null || SIZES.has(name) ? null : new Set([name]);
};

/** Taking something out changes them without an assignment. */
const SIZES: ReadonlySet<string> = new Set(['length', 'size']);

const nameOf = (node: ts.Expression): string | null =>
  ts.isIdentifier(node) ? node.text : ts.isPropertyAccessExpression(node) ? node.name.text : null;
