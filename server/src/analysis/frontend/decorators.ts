import { ts } from 'ts-morph';

export const decoratorsOf = (node: ts.Node): readonly ts.Decorator[] =>
  ts.canHaveDecorators(node) ? (ts.getDecorators(node) ?? []) : [];

/** Where a node's own text starts: what decorates it is code of its own. */
export const startAfterDecorators = (node: ts.Node, sourceFile: ts.SourceFile): number => {
  const last = decoratorsOf(node).at(-1);
  if (!last) return node.getStart(sourceFile);
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, true, sourceFile.languageVariant, sourceFile.text);
  scanner.resetTokenState(last.end);
  scanner.scan();
  return Math.min(scanner.getTokenStart(), node.end);
};
