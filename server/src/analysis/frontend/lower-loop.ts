import { ts } from 'ts-morph';
import type { LoopCode, LoopHead, Pattern, Statement } from '../program/code.ts';
import { containsFunction, isFunctionLike, namesOf } from './hoisting.ts';
import { lowerExpression } from './lower-expression.ts';
import { lowerBindingName, lowerPattern } from './lower-pattern.ts';
import { lowerBlock, lowerDeclarations, lowerStatement } from './lower-statement.ts';
import type { Lowering } from './lowering.ts';
import type { Scope } from './scope.ts';
import { steppedVariables } from './stepped-variables.ts';
import { goesOnByFlag } from './stop-flag.ts';

export const lowerLoop = (
  node: ts.IterationStatement,
  outer: Scope,
  lowering: Lowering,
  label: string | null,
): LoopCode => {
  const separate = headNames(node).length > 0 && containsFunction(node);
  // Head names of a `for` live across iterations; those of `for-of` are fresh in each.
  const headScope = outer.blockScope(separate, !ts.isForStatement(node));
  for (const name of headNames(node)) headScope.declare(name, true);
  const bodyScope = ts.isForStatement(node) ? headScope.blockScope(false, true) : headScope;
  const head = lowerHead(node, headScope, lowering);
  const body = lowerLoopBody(node.statement, bodyScope, lowering);
  return {
    kind: 'loop',
    site: lowering.site(node, headText(node, lowering)),
    head,
    body,
    scope: separate
      ? { slotCount: headScope.layout.slotCount, functions: [], shared: false }
      : { slotCount: 0, functions: [], shared: true },
    label,
    endless: isEndless(node),
    byFlag: goesOnByFlag(node),
    yields: yields(node.statement),
    stepped: steppedVariables(node).map((name) => bodyScope.resolve(name)),
  };
};

const headNames = (node: ts.IterationStatement): readonly string[] => {
  const initializer =
    ts.isForStatement(node) || ts.isForOfStatement(node) || ts.isForInStatement(node)
      ? node.initializer
      : undefined;
  return initializer &&
    ts.isVariableDeclarationList(initializer) &&
    (initializer.flags & ts.NodeFlags.BlockScoped) !== 0
    ? initializer.declarations.flatMap(({ name }) => namesOf(name))
    : [];
};

const lowerHead = (node: ts.IterationStatement, scope: Scope, lowering: Lowering): LoopHead => {
  // What a `for-of` goes over is evaluated where its names are declared too (ECMA-262, ForIn/OfHeadEvaluation).
  const lower = (child: ts.Expression) => lowerExpression(child, scope, lowering);
  if (ts.isForStatement(node)) {
    const { initializer, condition, incrementor } = node;
    const initial: Statement | null = !initializer
      ? null
      : ts.isVariableDeclarationList(initializer)
        ? lowerDeclarations(initializer, scope, lowering)
        : { kind: 'expression', value: lower(initializer) };
    return {
      kind: 'for',
      initial,
      test: condition ? lower(condition) : null,
      update: incrementor ? lower(incrementor) : null,
    };
  }
  if (ts.isForOfStatement(node))
    return {
      kind: 'for-of',
      target: loopTarget(node.initializer, scope, lowering),
      values: lower(node.expression),
      awaits: node.awaitModifier !== undefined,
    };
  if (ts.isForInStatement(node))
    return {
      kind: 'for-in',
      target: loopTarget(node.initializer, scope, lowering),
      object: lower(node.expression),
    };
  if (ts.isWhileStatement(node)) return { kind: 'while', test: lower(node.expression) };
  return {
    kind: 'do',
    test: ts.isDoStatement(node) ? lower(node.expression) : { kind: 'literal', value: false },
  };
};

const loopTarget = (initializer: ts.ForInitializer, scope: Scope, lowering: Lowering): Pattern => {
  if (!ts.isVariableDeclarationList(initializer)) return lowerPattern(initializer, scope, lowering);
  const [declaration] = initializer.declarations;
  return declaration
    ? lowerBindingName(declaration.name, scope, lowering)
    : { kind: 'object-pattern', properties: [], rest: null };
};

const lowerLoopBody = (node: ts.Statement, scope: Scope, lowering: Lowering): Statement =>
  ts.isBlock(node) ? lowerBlock(node, scope, lowering) : lowerStatement(node, scope, lowering);

const headText = (node: ts.IterationStatement, lowering: Lowering): string => {
  const start = node.getStart(lowering.sourceFile);
  const end = ts.isDoStatement(node) ? start + 2 : node.statement.pos;
  const text = lowering.sourceFile.text.slice(start, end).replace(/\s+/g, ' ').trim();
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
};

/** `while (true)`, `for (;;)` without a way out. */
const isEndless = (node: ts.IterationStatement): boolean => {
  const test = ts.isForStatement(node)
    ? node.condition
    : ts.isWhileStatement(node) || ts.isDoStatement(node)
      ? node.expression
      : null;
  if (test === null) return false;
  if (
    test !== undefined &&
    test.kind !== ts.SyntaxKind.TrueKeyword &&
    !(ts.isNumericLiteral(test) && test.text === '1')
  )
    return false;
  let leaves = false;
  const visit = (child: ts.Node): void => {
    if (ts.isBreakStatement(child) || ts.isReturnStatement(child) || ts.isThrowStatement(child))
      leaves = true;
    if (!isFunctionLike(child)) ts.forEachChild(child, visit);
  };
  visit(node.statement);
  return !leaves;
};

/** A generator's loop: it goes on as long as somebody takes what it hands out. */
const yields = (node: ts.Node): boolean =>
  ts.isYieldExpression(node) ||
  (!isFunctionLike(node) && ts.forEachChild(node, (child) => yields(child) || undefined) === true);
