import { ts } from 'ts-morph';
import { directoryOf } from '../../source/file-path.ts';
import type {
  Argument,
  BinaryOperator,
  Expression,
  LogicalOperator,
  PropertyCode,
  Reference,
} from '../program/code.ts';
import { isAssignment } from './hoisting.ts';
import { lowerClass } from './lower-class.ts';
import { lowerFunction } from './lower-function.ts';
import { lowerPattern } from './lower-pattern.ts';
import { type Lowering, lowerKey, textLiteral, UNDEFINED } from './lowering.ts';
import type { Scope } from './scope.ts';

export const lowerExpression = (node: ts.Expression, scope: Scope, lowering: Lowering): Expression => {
  const lower = (child: ts.Expression): Expression => lowerExpression(child, scope, lowering);

  switch (node.kind) {
    case ts.SyntaxKind.TrueKeyword:
      return { kind: 'literal', value: true };
    case ts.SyntaxKind.FalseKeyword:
      return { kind: 'literal', value: false };
    case ts.SyntaxKind.NullKeyword:
      return { kind: 'literal', value: null };
    case ts.SyntaxKind.ThisKeyword:
      return { kind: 'this' };
    case ts.SyntaxKind.OmittedExpression:
      return UNDEFINED;
  }
  if (ts.isIdentifier(node)) return node.text === 'undefined' ? UNDEFINED : lowerName(node.text, scope);
  if (ts.isNumericLiteral(node)) return { kind: 'literal', value: Number(node.text.replaceAll('_', '')) };
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return textLiteral(node.text);
  if (ts.isBigIntLiteral(node))
    return { kind: 'literal', value: BigInt(node.text.slice(0, -1).replaceAll('_', '')) };
  if (ts.isRegularExpressionLiteral(node)) return lowerRegExp(node.text);
  if (
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isTypeAssertionExpression(node) ||
    ts.isExpressionWithTypeArguments(node)
  )
    return lower(node.expression);
  if (ts.isTemplateExpression(node))
    return {
      kind: 'template',
      site: lowering.site(node),
      texts: [node.head.text, ...node.templateSpans.map((span) => span.literal.text)],
      values: node.templateSpans.map((span) => lower(span.expression)),
    };
  if (ts.isPropertyAccessExpression(node)) {
    if (node.expression.kind === ts.SyntaxKind.SuperKeyword)
      return { kind: 'super-member', key: textLiteral(node.name.text) };
    return {
      kind: 'member',
      object: lower(node.expression),
      name: node.name.text,
      optional: (node.flags & ts.NodeFlags.OptionalChain) !== 0,
    };
  }
  if (ts.isElementAccessExpression(node)) {
    if (node.expression.kind === ts.SyntaxKind.SuperKeyword)
      return { kind: 'super-member', key: lower(node.argumentExpression) };
    return {
      kind: 'element',
      object: lower(node.expression),
      index: lower(node.argumentExpression),
      optional: (node.flags & ts.NodeFlags.OptionalChain) !== 0,
    };
  }
  if (ts.isCallExpression(node)) return lowerCall(node, scope, lowering);
  if (ts.isNewExpression(node))
    return {
      kind: 'new',
      callee: lower(node.expression),
      arguments: lowerArguments(node.arguments ?? [], scope, lowering),
      site: lowering.site(node),
    };
  if (ts.isArrayLiteralExpression(node))
    return {
      kind: 'array',
      site: lowering.site(node),
      elements: node.elements.map((element) =>
        ts.isOmittedExpression(element)
          ? null
          : ts.isSpreadElement(element)
            ? { spread: true, value: lower(element.expression) }
            : { spread: false, value: lower(element) },
      ),
    };
  if (ts.isObjectLiteralExpression(node)) return lowerObject(node, scope, lowering);
  if (ts.isFunctionExpression(node) || ts.isArrowFunction(node))
    return { kind: 'function', code: lowerFunction(node, scope, lowering) };
  if (ts.isClassExpression(node)) return lowerClass(node, scope, lowering);
  if (ts.isPrefixUnaryExpression(node)) return lowerPrefix(node, scope, lowering);
  if (ts.isPostfixUnaryExpression(node))
    return {
      kind: 'update',
      operator: node.operator === ts.SyntaxKind.PlusPlusToken ? '++' : '--',
      prefix: false,
      target: lowerReference(node.operand, scope, lowering),
    };
  if (ts.isTypeOfExpression(node))
    return { kind: 'unary', operator: 'typeof', value: lower(node.expression) };
  if (ts.isVoidExpression(node)) return { kind: 'unary', operator: 'void', value: lower(node.expression) };
  if (ts.isDeleteExpression(node))
    return { kind: 'unary', operator: 'delete', value: lower(node.expression) };
  if (ts.isBinaryExpression(node)) return lowerBinary(node, scope, lowering);
  if (ts.isConditionalExpression(node))
    return {
      kind: 'conditional',
      test: lower(node.condition),
      yes: lower(node.whenTrue),
      no: lower(node.whenFalse),
    };
  if (ts.isAwaitExpression(node))
    return { kind: 'await', value: lower(node.expression), site: lowering.site(node) };
  if (ts.isYieldExpression(node))
    return {
      kind: 'yield',
      value: node.expression ? lower(node.expression) : null,
      delegate: node.asteriskToken !== undefined,
    };
  if (ts.isTaggedTemplateExpression(node))
    return {
      kind: 'call',
      callee: lower(node.tag),
      arguments: [
        { spread: false, value: { kind: 'array', site: lowering.site(node.template), elements: [] } },
        ...(ts.isTemplateExpression(node.template)
          ? node.template.templateSpans.map((span) => ({ spread: false, value: lower(span.expression) }))
          : []),
      ],
      optional: false,
      site: lowering.site(node),
    };
  if (ts.isMetaProperty(node)) {
    if (node.keywordToken === ts.SyntaxKind.NewKeyword) return { kind: 'new-target' };
    return {
      kind: 'object',
      site: lowering.site(node),
      properties: metaProperties(lowering.site(node).file),
    };
  }
  if (ts.isSpreadElement(node)) return lower(node.expression);
  return lowerJsx(node, scope, lowering);
};

/** What a module knows of its own place. */
const metaProperties = (file: string): readonly PropertyCode[] =>
  Object.entries({
    url: file.includes('://') ? file : `file://${encodeURI(file)}`,
    filename: file,
    dirname: directoryOf(file),
  }).map(([name, value]) => ({
    kind: 'value',
    key: { kind: 'literal', value: name },
    value: { kind: 'literal', value },
  }));

const lowerName = (name: string, scope: Scope): Reference => scope.resolve(name);

export const lowerReference = (node: ts.Expression, scope: Scope, lowering: Lowering): Reference => {
  const target = lowerExpression(node, scope, lowering);
  switch (target.kind) {
    case 'local':
    case 'global':
    case 'member':
    case 'element':
      return target;
    default:
      // `super.x++` and half-typed code: evaluated, written nowhere.
      return { kind: 'element', object: target, index: UNDEFINED, optional: true };
  }
};

const lowerArguments = (
  nodes: readonly ts.Expression[],
  scope: Scope,
  lowering: Lowering,
): readonly Argument[] =>
  nodes.map((node) => ({
    spread: ts.isSpreadElement(node),
    value: lowerExpression(ts.isSpreadElement(node) ? node.expression : node, scope, lowering),
  }));

const lowerCall = (node: ts.CallExpression, scope: Scope, lowering: Lowering): Expression => {
  const callArguments = lowerArguments(node.arguments, scope, lowering);
  const site = lowering.site(node);
  if (node.expression.kind === ts.SyntaxKind.SuperKeyword)
    return { kind: 'super-call', arguments: callArguments, site };
  if (node.expression.kind === ts.SyntaxKind.ImportKeyword)
    return { kind: 'import', specifier: callArguments[0]?.value ?? UNDEFINED };
  return {
    kind: 'call',
    callee: lowerExpression(node.expression, scope, lowering),
    arguments: callArguments,
    optional: (node.flags & ts.NodeFlags.OptionalChain) !== 0,
    site,
  };
};

const lowerObject = (node: ts.ObjectLiteralExpression, scope: Scope, lowering: Lowering): Expression => {
  const lower = (child: ts.Expression): Expression => lowerExpression(child, scope, lowering);
  const properties = node.properties.map((property): PropertyCode => {
    if (ts.isSpreadAssignment(property)) return { kind: 'spread', value: lower(property.expression) };
    if (ts.isShorthandPropertyAssignment(property))
      return {
        kind: 'value',
        key: textLiteral(property.name.text),
        value: lowerName(property.name.text, scope),
      };
    const key = lowerKey(property.name, lower);
    if (ts.isPropertyAssignment(property)) return { kind: 'value', key, value: lower(property.initializer) };
    const code = lowerFunction(property, scope, lowering);
    if (ts.isGetAccessorDeclaration(property)) return { kind: 'get', key, code };
    if (ts.isSetAccessorDeclaration(property)) return { kind: 'set', key, code };
    return { kind: 'value', key, value: { kind: 'function', code } };
  });
  return { kind: 'object', site: lowering.site(node), properties };
};

const lowerRegExp = (text: string): Expression => {
  const end = text.lastIndexOf('/');
  return { kind: 'regexp', source: text.slice(1, end), flags: text.slice(end + 1) };
};

const lowerPrefix = (node: ts.PrefixUnaryExpression, scope: Scope, lowering: Lowering): Expression => {
  const lower = (): Expression => lowerExpression(node.operand, scope, lowering);
  switch (node.operator) {
    case ts.SyntaxKind.PlusPlusToken:
    case ts.SyntaxKind.MinusMinusToken:
      return {
        kind: 'update',
        operator: node.operator === ts.SyntaxKind.PlusPlusToken ? '++' : '--',
        prefix: true,
        target: lowerReference(node.operand, scope, lowering),
      };
    case ts.SyntaxKind.MinusToken:
      return { kind: 'unary', operator: '-', value: lower() };
    case ts.SyntaxKind.PlusToken:
      return { kind: 'unary', operator: '+', value: lower() };
    case ts.SyntaxKind.TildeToken:
      return { kind: 'unary', operator: '~', value: lower() };
    default:
      return { kind: 'unary', operator: '!', value: lower() };
  }
};

const lowerBinary = (node: ts.BinaryExpression, scope: Scope, lowering: Lowering): Expression => {
  const lower = (child: ts.Expression): Expression => lowerExpression(child, scope, lowering);
  const token = node.operatorToken.kind;
  if (token === ts.SyntaxKind.EqualsToken)
    return { kind: 'assign', target: lowerPattern(node.left, scope, lowering), value: lower(node.right) };
  if (token === ts.SyntaxKind.CommaToken)
    return { kind: 'sequence', first: lower(node.left), second: lower(node.right) };
  const text = ts.tokenToString(token) ?? '';
  const site = lowering.site(node.operatorToken, text);
  if (isAssignment(token)) {
    const operator = text.slice(0, -1);
    const target = lowerReference(node.left, scope, lowering);
    if (isBinaryOperator(operator) || isLogicalOperator(operator))
      return { kind: 'compound', operator, target, value: lower(node.right), site };
  }
  if (isLogicalOperator(text))
    return { kind: 'logical', operator: text, left: lower(node.left), right: lower(node.right) };
  if (ts.isPrivateIdentifier(node.left))
    return {
      kind: 'binary',
      operator: 'in',
      left: textLiteral(node.left.text),
      right: lower(node.right),
      site,
    };
  if (isBinaryOperator(text))
    return { kind: 'binary', operator: text, left: lower(node.left), right: lower(node.right), site };
  return { kind: 'sequence', first: lower(node.left), second: lower(node.right) };
};

const BINARY: ReadonlySet<string> = new Set<BinaryOperator>([
  '+',
  '-',
  '*',
  '/',
  '%',
  '**',
  '&',
  '|',
  '^',
  '<<',
  '>>',
  '>>>',
  '<',
  '<=',
  '>',
  '>=',
  '==',
  '!=',
  '===',
  '!==',
  'in',
  'instanceof',
]);
const isBinaryOperator = (text: string): text is BinaryOperator => BINARY.has(text);
const isLogicalOperator = (text: string): text is LogicalOperator =>
  text === '&&' || text === '||' || text === '??';

/** JSX is a call that allocates an element; its attributes and children are evaluated. */
const lowerJsx = (node: ts.Node, scope: Scope, lowering: Lowering): Expression => {
  const values: Expression[] = [];
  const visit = (child: ts.Node): void => {
    if (ts.isJsxExpression(child) || ts.isJsxSpreadAttribute(child)) {
      if (child.expression) values.push(lowerExpression(child.expression, scope, lowering));
    } else ts.forEachChild(child, visit);
  };
  visit(node);
  return {
    kind: 'object',
    site: lowering.site(node),
    properties: values.map((value, index) => ({ kind: 'value', key: textLiteral(String(index)), value })),
  };
};
