import { ts } from 'ts-morph';
import type { ItemList } from '../../source/outline.ts';
import type { Span } from '../../source/span.ts';

export interface RawList {
  readonly kind: ItemList['kind'];
  /** Between the delimiters. */
  readonly span: Span;
  /** The very array of the tree. */
  readonly nodes: ts.NodeArray<ts.Node>;
}

/** The kinds that `listOf` knows. */
export const LIST_KINDS: readonly ts.SyntaxKind[] = [
  ts.SyntaxKind.Block,
  ts.SyntaxKind.ModuleBlock,
  ts.SyntaxKind.CaseClause,
  ts.SyntaxKind.DefaultClause,
  ts.SyntaxKind.ClassDeclaration,
  ts.SyntaxKind.ClassExpression,
  ts.SyntaxKind.ObjectLiteralExpression,
  ts.SyntaxKind.ArrayLiteralExpression,
  ts.SyntaxKind.CallExpression,
  ts.SyntaxKind.NewExpression,
  ts.SyntaxKind.JsxAttributes,
  ts.SyntaxKind.JsxElement,
  ts.SyntaxKind.JsxFragment,
];

/** The list a node itself opens, if any; `ancestors` end with the node. */
export const listOf = (
  node: ts.Node,
  ancestors: readonly ts.Node[],
  sourceFile: ts.SourceFile,
): RawList | null => {
  const { text } = sourceFile;
  /** From just after an opening delimiter to the closing one, which half-typed text may lack. */
  const upTo = (start: number, close: string): Span => {
    const end = text.endsWith(close, node.end) ? node.end - close.length : node.end;
    return { start: Math.min(start, end), end };
  };
  if (ts.isBlock(node) || ts.isModuleBlock(node)) {
    return { kind: 'statements', span: upTo(node.statements.pos, '}'), nodes: node.statements };
  }
  if (ts.isCaseOrDefaultClause(node)) {
    const end = clauseEnd(node, ancestors.at(-2), sourceFile);
    return { kind: 'statements', span: { start: node.statements.pos, end }, nodes: node.statements };
  }
  if (ts.isClassLike(node)) {
    return { kind: 'members', span: upTo(node.members.pos, '}'), nodes: node.members };
  }
  if (ts.isObjectLiteralExpression(node)) {
    return { kind: 'properties', span: upTo(node.properties.pos, '}'), nodes: node.properties };
  }
  if (ts.isArrayLiteralExpression(node)) {
    return { kind: 'elements', span: upTo(node.elements.pos, ']'), nodes: node.elements };
  }
  if ((ts.isCallExpression(node) || ts.isNewExpression(node)) && node.arguments) {
    return { kind: 'arguments', span: upTo(node.arguments.pos, ')'), nodes: node.arguments };
  }
  if (ts.isJsxAttributes(node)) {
    const parent = ancestors.at(-2);
    const close = parent && text.endsWith('/>', parent.end) ? '/>' : '>';
    const end = parent && text.endsWith(close, parent.end) ? parent.end - close.length : node.end;
    return {
      kind: 'properties',
      span: { start: node.pos, end: Math.max(end, node.end) },
      nodes: node.properties,
    };
  }
  if (ts.isJsxElement(node)) {
    const { openingElement, closingElement, children } = node;
    const end = Math.max(closingElement.getStart(sourceFile), openingElement.end);
    return { kind: 'elements', span: { start: openingElement.end, end }, nodes: children };
  }
  if (ts.isJsxFragment(node)) {
    const { openingFragment, closingFragment, children } = node;
    const end = Math.max(closingFragment.getStart(sourceFile), openingFragment.end);
    return { kind: 'elements', span: { start: openingFragment.end, end }, nodes: children };
  }
  return null;
};

/** A comment between two clauses belongs to the upper one, as the last thing in it. */
const clauseEnd = (
  clause: ts.CaseOrDefaultClause,
  block: ts.Node | undefined,
  sourceFile: ts.SourceFile,
): number => {
  if (!block || !ts.isCaseBlock(block)) return clause.end;
  const next = block.clauses[block.clauses.indexOf(clause) + 1];
  if (next) return next.getStart(sourceFile);
  return sourceFile.text.endsWith('}', block.end) ? Math.max(block.end - 1, clause.end) : clause.end;
};

/** Control never falls out of the statement's end. */
export const leaves = (statement: ts.Node): boolean => {
  if (ts.isBlock(statement)) {
    const last = statement.statements.at(-1);
    return last !== undefined && leaves(last);
  }
  if (ts.isIfStatement(statement)) {
    return (
      statement.elseStatement !== undefined &&
      leaves(statement.thenStatement) &&
      leaves(statement.elseStatement)
    );
  }
  return (
    ts.isReturnStatement(statement) ||
    ts.isThrowStatement(statement) ||
    ts.isBreakStatement(statement) ||
    ts.isContinueStatement(statement)
  );
};
