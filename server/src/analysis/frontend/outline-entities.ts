import { ts } from 'ts-morph';
import type { CodeEntity } from '../../source/outline.ts';

/**
 * The kind of code entity a node is, if it is one; `ancestors` end with its parent. Signatures without a body are
 * none. A body belongs to its function or loop; other braces, and `if`, `switch` and `try` as a whole, are blocks.
 */
export const entityKindOf = (node: ts.Node, ancestors: readonly ts.Node[]): CodeEntity['kind'] | null => {
  switch (node.kind) {
    case ts.SyntaxKind.FunctionDeclaration:
    case ts.SyntaxKind.FunctionExpression:
      return bodyOf(node) ? 'function' : null;
    case ts.SyntaxKind.MethodDeclaration:
      return bodyOf(node) ? 'method' : null;
    case ts.SyntaxKind.Constructor:
      return bodyOf(node) ? 'constructor' : null;
    case ts.SyntaxKind.GetAccessor:
    case ts.SyntaxKind.SetAccessor:
      return bodyOf(node) ? 'accessor' : null;
    case ts.SyntaxKind.ArrowFunction:
      return 'arrow';
    case ts.SyntaxKind.ForStatement:
    case ts.SyntaxKind.ForInStatement:
    case ts.SyntaxKind.ForOfStatement:
    case ts.SyntaxKind.WhileStatement:
    case ts.SyntaxKind.DoStatement:
      return 'loop';
    case ts.SyntaxKind.IfStatement:
    case ts.SyntaxKind.SwitchStatement:
    case ts.SyntaxKind.TryStatement:
    case ts.SyntaxKind.ClassStaticBlockDeclaration:
      return 'block';
    case ts.SyntaxKind.Block: {
      const parent = ancestors.at(-1);
      return parent && bodyOf(parent) === node ? null : 'block';
    }
    case ts.SyntaxKind.AwaitExpression:
      return 'await';
    default:
      return null;
  }
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
