import { ts } from 'ts-morph';
import type { CodeEntity } from '../../source/outline.ts';

/** What nodes of a kind are, if they are entities at all. A table, as it is asked for every node of a file. */
export const ENTITY_KINDS: ReadonlyMap<ts.SyntaxKind, CodeEntity['kind']> = new Map([
  [ts.SyntaxKind.FunctionDeclaration, 'function'],
  [ts.SyntaxKind.FunctionExpression, 'function'],
  [ts.SyntaxKind.MethodDeclaration, 'method'],
  [ts.SyntaxKind.Constructor, 'constructor'],
  [ts.SyntaxKind.GetAccessor, 'accessor'],
  [ts.SyntaxKind.SetAccessor, 'accessor'],
  [ts.SyntaxKind.ArrowFunction, 'arrow'],
  [ts.SyntaxKind.ForStatement, 'loop'],
  [ts.SyntaxKind.ForInStatement, 'loop'],
  [ts.SyntaxKind.ForOfStatement, 'loop'],
  [ts.SyntaxKind.WhileStatement, 'loop'],
  [ts.SyntaxKind.DoStatement, 'loop'],
  [ts.SyntaxKind.IfStatement, 'block'],
  [ts.SyntaxKind.SwitchStatement, 'block'],
  [ts.SyntaxKind.TryStatement, 'block'],
  [ts.SyntaxKind.ClassStaticBlockDeclaration, 'block'],
  [ts.SyntaxKind.Block, 'block'],
  [ts.SyntaxKind.AwaitExpression, 'await'],
]);

/**
 * The kind of code entity a node is, if it is one; `ancestors` end with its parent. Signatures without a body are
 * none. A body belongs to its function or loop; other braces, and `if`, `switch` and `try` as a whole, are blocks.
 */
export const entityKindOf = (node: ts.Node, ancestors: readonly ts.Node[]): CodeEntity['kind'] | null => {
  const kind = ENTITY_KINDS.get(node.kind);
  if (kind === undefined) return null;
  const parent = ancestors.at(-1);
  if (ts.isBlock(node)) return parent && bodyOf(parent) === node ? null : kind;
  return ts.isFunctionLike(node) && bodyOf(node) === undefined ? null : kind;
};

/** What a function, static block or loop runs. */
export const bodyOf = (node: ts.Node): ts.Node | undefined =>
  ts.isFunctionDeclaration(node) ||
  ts.isFunctionExpression(node) ||
  ts.isArrowFunction(node) ||
  ts.isMethodDeclaration(node) ||
  ts.isConstructorDeclaration(node) ||
  ts.isGetAccessorDeclaration(node) ||
  ts.isSetAccessorDeclaration(node) ||
  ts.isClassStaticBlockDeclaration(node)
    ? node.body
    : ts.isIterationStatement(node, false)
      ? node.statement
      : undefined;
