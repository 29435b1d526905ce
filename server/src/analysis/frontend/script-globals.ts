import { ts } from 'ts-morph';
import { functionsOf, hoistedNames, lexicalNames } from './hoisting.ts';
import { moduleKind } from './module-kind.ts';
import { parse } from './syntax-tree.ts';

/** Names of the object that holds a script's globals. */
const GLOBAL_OBJECTS: ReadonlySet<string> = new Set(['window', 'globalThis', 'self', 'global']);

/**
 * Names that a script's top level gives to the other scripts of its page: declared there, or put on the global object there or
 * in a function called at once. Empty for modules.
 */
export const scriptGlobals = (file: string, text: string): ReadonlySet<string> => {
  const sourceFile = parse(file, text);
  const { statements } = sourceFile;
  if (moduleKind(sourceFile) !== 'script') return new Set();
  return new Set([
    ...hoistedNames(sourceFile),
    ...lexicalNames(statements),
    ...functionsOf(statements).flatMap(({ name }) => (name ? [name.text] : [])),
    ...assignedNames(statements, GLOBAL_OBJECTS),
  ]);
};

const assignedNames = (
  statements: readonly ts.Statement[],
  globalObjects: ReadonlySet<string>,
): readonly string[] =>
  statements.flatMap((statement) => {
    if (!ts.isExpressionStatement(statement)) return [];
    const { expression } = statement;
    if (
      ts.isBinaryExpression(expression) &&
      expression.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
      ts.isPropertyAccessExpression(expression.left)
    )
      return isGlobalObject(expression.left.expression, globalObjects) ? [expression.left.name.text] : [];
    return assignedInside(expression, globalObjects);
  });

/** `(function (root) { root.name = …; })(this)`. */
const assignedInside = (expression: ts.Expression, globalObjects: ReadonlySet<string>): readonly string[] => {
  const bare = ts.skipPartiallyEmittedExpressions(expression);
  if (ts.isParenthesizedExpression(bare) || ts.isPrefixUnaryExpression(bare) || ts.isVoidExpression(bare))
    return assignedInside('operand' in bare ? bare.operand : bare.expression, globalObjects);
  if (!ts.isCallExpression(bare)) return [];
  const callee = calleeOf(bare);
  if (!callee || !ts.isBlock(callee.body)) return [];
  const inside = new Set(globalObjects);
  bare.arguments.forEach((argument, index) => {
    const name = callee.parameters[index]?.name;
    if (name && ts.isIdentifier(name) && isGlobalObject(argument, globalObjects)) inside.add(name.text);
  });
  return assignedNames(callee.body.statements, inside);
};

const calleeOf = ({ expression }: ts.CallExpression): ts.FunctionExpression | ts.ArrowFunction | null => {
  let callee: ts.Expression = expression;
  while (ts.isParenthesizedExpression(callee) || ts.isPropertyAccessExpression(callee))
    callee = callee.expression;
  return ts.isFunctionExpression(callee) || ts.isArrowFunction(callee) ? callee : null;
};

const isGlobalObject = (expression: ts.Expression, globalObjects: ReadonlySet<string>): boolean =>
  expression.kind === ts.SyntaxKind.ThisKeyword ||
  (ts.isIdentifier(expression) && globalObjects.has(expression.text)) ||
  (ts.isConditionalExpression(expression) &&
    (isGlobalObject(expression.whenTrue, globalObjects) ||
      isGlobalObject(expression.whenFalse, globalObjects)));
