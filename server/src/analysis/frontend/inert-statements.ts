import { ts } from 'ts-morph';
import { onceForEach } from '../../memo/once-for-each.ts';
import { isFunctionLike } from './hoisting.ts';

/**
 * Whether a top-level statement only gives names to functions, classes, types and constants. All others act when the
 * file is loaded, or hold what functions may change.
 */
export const isInert = onceForEach((node: ts.Statement): boolean => {
  switch (node.kind) {
    case ts.SyntaxKind.FunctionDeclaration:
    case ts.SyntaxKind.InterfaceDeclaration:
    case ts.SyntaxKind.TypeAliasDeclaration:
    case ts.SyntaxKind.ImportDeclaration:
    case ts.SyntaxKind.ImportEqualsDeclaration:
    case ts.SyntaxKind.ExportDeclaration:
    case ts.SyntaxKind.EnumDeclaration:
    case ts.SyntaxKind.EmptyStatement:
      return true;
  }
  if (ts.isClassDeclaration(node)) return isInertClass(node);
  if (ts.isExportAssignment(node)) return isFixed(node.expression);
  if (!ts.isVariableStatement(node)) return false;
  const { flags, declarations } = node.declarationList;
  return (
    (flags & ts.NodeFlags.Const) !== 0 &&
    declarations.every(({ initializer }) => initializer !== undefined && isFixed(initializer))
  );
});

const isInertClass = (node: ts.ClassLikeDeclaration): boolean =>
  (node.heritageClauses ?? []).every(({ types }) => types.every(({ expression }) => isFixed(expression))) &&
  node.members.every((member) => {
    if (ts.isClassStaticBlockDeclaration(member)) return false;
    const isStaticField =
      ts.isPropertyDeclaration(member) &&
      member.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword);
    return !isStaticField || (member.initializer !== undefined && isFixed(member.initializer));
  });

/** A value that the text spells out; an empty object or array is there to be filled. */
const isFixed = (node: ts.Expression): boolean => {
  if (ts.isLiteralExpression(node) || ts.isIdentifier(node) || isFunctionLike(node)) return true;
  switch (node.kind) {
    case ts.SyntaxKind.TrueKeyword:
    case ts.SyntaxKind.FalseKeyword:
    case ts.SyntaxKind.NullKeyword:
      return true;
  }
  if (
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isPropertyAccessExpression(node)
  )
    return isFixed(node.expression);
  if (ts.isPrefixUnaryExpression(node)) return isFixed(node.operand) && !isStep(node.operator);
  if (ts.isBinaryExpression(node))
    return (
      node.operatorToken.kind < ts.SyntaxKind.FirstAssignment && isFixed(node.left) && isFixed(node.right)
    );
  if (ts.isTemplateExpression(node)) return node.templateSpans.every(({ expression }) => isFixed(expression));
  if (ts.isArrayLiteralExpression(node)) return node.elements.length > 0 && node.elements.every(isFixed);
  if (ts.isObjectLiteralExpression(node))
    return node.properties.length > 0 && node.properties.every(isFixedProperty);
  return ts.isClassExpression(node) && isInertClass(node);
};

const isFixedProperty = (property: ts.ObjectLiteralElementLike): boolean =>
  ts.isPropertyAssignment(property)
    ? isFixed(property.initializer)
    : ts.isShorthandPropertyAssignment(property) || isFunctionLike(property);

const isStep = (operator: ts.PrefixUnaryOperator): boolean =>
  operator === ts.SyntaxKind.PlusPlusToken || operator === ts.SyntaxKind.MinusMinusToken;
