import { ts } from 'ts-morph';
import { onceForEach } from '../../memo/once-for-each.ts';
import { isAssignment, isFunctionLike } from './hoisting.ts';

/**
 * Variables that a loop only steps by `++`, `--`, `+=`, `-=` and compares nowhere inside its body: after many
 * iterations their value is a straight line. A cyclic counter (`if (++k === n) k = 0`) is not among them.
 */
export const steppedVariables = onceForEach((loop: ts.IterationStatement): readonly string[] => {
  const stepped = new Set<string>();
  const excluded = new Set<string>();
  const exclude = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) excluded.add(node.text);
    ts.forEachChild(node, exclude);
  };
  const visit = (node: ts.Node): void => {
    if (isFunctionLike(node)) return;
    if (
      (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) &&
      (node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken)
    ) {
      if (ts.isIdentifier(node.operand)) stepped.add(node.operand.text);
    } else if (ts.isBinaryExpression(node)) {
      const operator = node.operatorToken.kind;
      if (operator === ts.SyntaxKind.PlusEqualsToken || operator === ts.SyntaxKind.MinusEqualsToken) {
        if (ts.isIdentifier(node.left)) stepped.add(node.left.text);
      } else if (isAssignment(operator)) {
        exclude(node.left);
      } else if (COMPARISONS.has(operator)) {
        exclude(node);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(loop.statement);
  const inBody = [...stepped].filter((name) => !excluded.has(name));
  stepped.clear();
  if (ts.isForStatement(loop) && loop.incrementor) visit(loop.incrementor);
  return [...new Set([...inBody, ...stepped])];
});

const COMPARISONS: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.LessThanToken,
  ts.SyntaxKind.LessThanEqualsToken,
  ts.SyntaxKind.GreaterThanToken,
  ts.SyntaxKind.GreaterThanEqualsToken,
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
]);
