import { ts } from 'ts-morph';
import type { Piece } from './outline-pieces.ts';

export const JUMP_KINDS: readonly ts.SyntaxKind[] = [
  ts.SyntaxKind.ReturnStatement,
  ts.SyntaxKind.ThrowStatement,
  ts.SyntaxKind.BreakStatement,
  ts.SyntaxKind.ContinueStatement,
];

/** Where a statement jumps out of, if it is a jump; `ancestors` end with its parent. */
export const jumpOf = (
  node: ts.Node,
  ancestors: readonly ts.Node[],
  sourceFile: ts.SourceFile,
): Piece['jumps'][number] | null => {
  const left = leftBy(node, ancestors);
  if (left === null) return null;
  return {
    span: { start: node.getStart(sourceFile), end: node.end },
    leaves: left ? { start: left.getStart(sourceFile), end: left.end } : null,
  };
};

/** `null`: no jump; `undefined`: the jump leaves the whole file. */
const leftBy = (node: ts.Node, ancestors: readonly ts.Node[]): ts.Node | null | undefined => {
  const innermost = (matches: (around: ts.Node, index: number) => boolean): ts.Node | undefined =>
    ancestors.findLast((around, index) => ts.isFunctionLike(around) || matches(around, index));
  if (ts.isReturnStatement(node)) return innermost(() => false);
  if (ts.isThrowStatement(node)) {
    return innermost((around, index) => {
      const parent = ancestors[index - 1];
      return parent !== undefined && ts.isTryStatement(parent) && parent.tryBlock === around;
    });
  }
  if (!ts.isBreakOrContinueStatement(node)) return null;
  const { label } = node;
  if (label) return innermost((around) => ts.isLabeledStatement(around) && around.label.text === label.text);
  return innermost(
    (around) =>
      ts.isIterationStatement(around, false) || (ts.isBreakStatement(node) && ts.isSwitchStatement(around)),
  );
};
