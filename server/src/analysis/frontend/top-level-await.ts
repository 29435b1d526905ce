import { ts } from 'ts-morph';

/**
 * Whether code outside functions awaits. In a script `await` is a name, so the compiler reads `await (load())` there as a call of it; but nothing is ever named
 * so, and the file runs as a module only.
 */
export const awaitsAtTopLevel = (sourceFile: ts.SourceFile): boolean => {
  const awaits = (node: ts.Node): boolean => {
    if (ts.isFunctionLike(node) || ts.isClassLike(node) || ts.isTypeNode(node)) return false;
    if (ts.isAwaitExpression(node) || (ts.isForOfStatement(node) && node.awaitModifier)) return true;
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'await')
      return true;
    return ts.forEachChild(node, awaits) ?? false;
  };
  return sourceFile.text.includes('await') && sourceFile.statements.some(awaits);
};
