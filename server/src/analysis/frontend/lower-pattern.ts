import { ts } from 'ts-morph';
import type { Pattern, PatternProperty } from '../program/code.ts';
import { lowerExpression, lowerReference } from './lower-expression.ts';
import { type Lowering, lowerKey, textLiteral } from './lowering.ts';
import type { Scope } from './scope.ts';

/** The target of an assignment: `a`, `a.b`, `[a, b]`, `{ a, b: c = 1, ...rest }`. */
export const lowerPattern = (node: ts.Expression, scope: Scope, lowering: Lowering): Pattern => {
  if (ts.isArrayLiteralExpression(node)) {
    const last = node.elements.at(-1);
    const rest = last && ts.isSpreadElement(last) ? lowerPattern(last.expression, scope, lowering) : null;
    return {
      kind: 'array-pattern',
      elements: (rest ? node.elements.slice(0, -1) : [...node.elements]).map((element) =>
        ts.isOmittedExpression(element) ? null : lowerPattern(element, scope, lowering),
      ),
      rest,
    };
  }
  if (ts.isObjectLiteralExpression(node)) return lowerObjectTarget(node, scope, lowering);
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken)
    return {
      kind: 'default-pattern',
      target: lowerPattern(node.left, scope, lowering),
      initial: lowerExpression(node.right, scope, lowering),
    };
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isNonNullExpression(node))
    return lowerPattern(node.expression, scope, lowering);
  return lowerReference(node, scope, lowering);
};

const lowerObjectTarget = (node: ts.ObjectLiteralExpression, scope: Scope, lowering: Lowering): Pattern => {
  const properties: PatternProperty[] = [];
  let rest: Pattern | null = null;
  for (const property of node.properties) {
    if (ts.isSpreadAssignment(property)) rest = lowerPattern(property.expression, scope, lowering);
    else if (ts.isShorthandPropertyAssignment(property)) {
      const target = scope.resolve(property.name.text);
      const initial = property.objectAssignmentInitializer;
      properties.push({
        key: textLiteral(property.name.text),
        target: initial
          ? { kind: 'default-pattern', target, initial: lowerExpression(initial, scope, lowering) }
          : target,
      });
    } else if (ts.isPropertyAssignment(property))
      properties.push({
        key: lowerKey(property.name, (key) => lowerExpression(key, scope, lowering)),
        target: lowerPattern(property.initializer, scope, lowering),
      });
  }
  return { kind: 'object-pattern', properties, rest };
};

/** The target of a declaration or parameter; its names are already declared in `scope`. */
export const lowerBindingName = (name: ts.BindingName, scope: Scope, lowering: Lowering): Pattern => {
  if (ts.isIdentifier(name)) return scope.resolve(name.text);
  if (ts.isArrayBindingPattern(name)) {
    const elements: (Pattern | null)[] = [];
    let rest: Pattern | null = null;
    for (const element of name.elements) {
      if (ts.isOmittedExpression(element)) elements.push(null);
      else if (element.dotDotDotToken) rest = lowerBindingName(element.name, scope, lowering);
      else elements.push(lowerBindingElement(element, scope, lowering));
    }
    return { kind: 'array-pattern', elements, rest };
  }
  const properties: PatternProperty[] = [];
  let rest: Pattern | null = null;
  for (const element of name.elements) {
    if (element.dotDotDotToken) rest = lowerBindingName(element.name, scope, lowering);
    else {
      const key = element.propertyName ?? (ts.isIdentifier(element.name) ? element.name : undefined);
      if (key)
        properties.push({
          key: lowerKey(key, (node) => lowerExpression(node, scope, lowering)),
          target: lowerBindingElement(element, scope, lowering),
        });
    }
  }
  return { kind: 'object-pattern', properties, rest };
};

const lowerBindingElement = (element: ts.BindingElement, scope: Scope, lowering: Lowering): Pattern => {
  const target = lowerBindingName(element.name, scope, lowering);
  return element.initializer
    ? { kind: 'default-pattern', target, initial: lowerExpression(element.initializer, scope, lowering) }
    : target;
};
