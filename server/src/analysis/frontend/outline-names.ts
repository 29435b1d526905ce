import { ts } from 'ts-morph';

/** Longest text quoted from the source in a name. */
const LONGEST_QUOTE = 32;

/** What people call an entity; `ancestors` end with its parent. */
export const entityName = (
  node: ts.Node,
  ancestors: readonly ts.Node[],
  sourceFile: ts.SourceFile,
): string => {
  const quote = (from: number, to: number): string => shorten(sourceFile.text.slice(from, to));
  const textOf = (part: ts.Node): string => quote(part.getStart(sourceFile), part.end);

  if (ts.isFunctionDeclaration(node)) return node.name?.text ?? 'default';
  if (ts.isConstructorDeclaration(node)) return memberName('constructor', ancestors, sourceFile);
  if (ts.isClassStaticBlockDeclaration(node)) return memberName('static block', ancestors, sourceFile);
  if (ts.isMethodDeclaration(node) || ts.isAccessor(node)) {
    return memberName(textOf(node.name), ancestors, sourceFile);
  }
  if (ts.isFunctionExpression(node) || ts.isArrowFunction(node)) {
    return (ts.isFunctionExpression(node) && node.name?.text) || valueName(ancestors, sourceFile);
  }
  if (ts.isIterationStatement(node, false)) {
    if (ts.isDoStatement(node)) return `do … while (${textOf(node.expression)})`;
    return quote(node.getStart(sourceFile), node.statement.pos);
  }
  if (ts.isAwaitExpression(node)) {
    const { expression } = node;
    return `await ${textOf(ts.isCallExpression(expression) ? expression.expression : expression)}`;
  }
  if (ts.isIfStatement(node)) return `if (${textOf(node.expression)})`;
  if (ts.isSwitchStatement(node)) return `switch (${textOf(node.expression)})`;
  if (ts.isTryStatement(node)) return 'try';
  return branchName(node, ancestors.at(-1));
};

const shorten = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= LONGEST_QUOTE ? line : `${line.slice(0, LONGEST_QUOTE - 1).trimEnd()}…`;
};

const branchName = (block: ts.Node, parent: ts.Node | undefined): string => {
  if (!parent) return 'block';
  if (ts.isIfStatement(parent)) return parent.thenStatement === block ? 'then branch' : 'else branch';
  if (ts.isTryStatement(parent)) return parent.tryBlock === block ? 'try block' : 'finally block';
  return ts.isCatchClause(parent) ? 'catch block' : 'block';
};

const memberName = (name: string, ancestors: readonly ts.Node[], sourceFile: ts.SourceFile): string => {
  const holder = ancestors.at(-1);
  if (!holder) return name;
  const holderName =
    ts.isClassLike(holder) && holder.name
      ? holder.name.text
      : assignedName(ancestors.slice(0, -1), sourceFile);
  return holderName === null ? name : `${holderName}.${name}`;
};

/** For a function without a name of its own. */
const valueName = (ancestors: readonly ts.Node[], sourceFile: ts.SourceFile): string => {
  const parent = ancestors.at(-1);
  if (parent && (ts.isCallExpression(parent) || ts.isNewExpression(parent))) {
    const { expression } = parent;
    if (ts.isParenthesizedExpression(expression) || ts.isFunctionExpression(expression)) return 'function';
    const callee = ts.isPropertyAccessExpression(expression) ? expression.name : expression;
    return `${shorten(callee.getText(sourceFile))} callback`;
  }
  return assignedName(ancestors, sourceFile) ?? 'function';
};

/** The name that the innermost of some nested expressions is assigned to. */
const assignedName = (ancestors: readonly ts.Node[], sourceFile: ts.SourceFile): string | null => {
  const parent = ancestors.at(-1);
  if (!parent) return null;
  const outer = ancestors.slice(0, -1);
  if (ts.isVariableDeclaration(parent) || ts.isParameter(parent))
    return shorten(parent.name.getText(sourceFile));
  if (ts.isPropertyDeclaration(parent) || ts.isPropertyAssignment(parent)) {
    return memberName(shorten(parent.name.getText(sourceFile)), outer, sourceFile);
  }
  if (ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
    return shorten(parent.left.getText(sourceFile));
  }
  if (ts.isExportAssignment(parent)) return 'default';
  if (ts.isJsxAttribute(parent)) return shorten(parent.name.getText(sourceFile));
  const transparent =
    ts.isParenthesizedExpression(parent) ||
    ts.isAsExpression(parent) ||
    ts.isSatisfiesExpression(parent) ||
    ts.isConditionalExpression(parent) ||
    ts.isJsxExpression(parent) ||
    ts.isAwaitExpression(parent) ||
    ts.isBinaryExpression(parent);
  return transparent ? assignedName(outer, sourceFile) : null;
};
