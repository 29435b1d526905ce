import { ts } from 'ts-morph';
import type { FunctionCode, ParameterCode, Statement } from '../program/code.ts';
import { hoistedNames, measureBody, mentionsArguments, namesOf } from './hoisting.ts';
import { lowerExpression } from './lower-expression.ts';
import { lowerBindingName } from './lower-pattern.ts';
import { bindFunctions, declareLexical, lowerStatements } from './lower-statement.ts';
import type { Lowering } from './lowering.ts';
import type { Scope } from './scope.ts';
import { typeHintOf } from './type-hints.ts';

export const lowerFunction = (
  node: ts.FunctionLikeDeclaration,
  outer: Scope,
  lowering: Lowering,
  ownName: string | null = null,
): FunctionCode => {
  const scope = outer.functionScope();
  const arrow = ts.isArrowFunction(node);
  for (const { name } of node.parameters)
    for (const parameter of namesOf(name)) if (parameter !== 'this') scope.declare(parameter, false);
  const argumentsSlot = !arrow && mentionsArguments(node) ? scope.hidden('arguments') : null;
  const selfSlot =
    ts.isFunctionExpression(node) && node.name && !declares(node, node.name.text)
      ? scope.hidden(node.name.text)
      : null;
  const parameters = node.parameters
    .filter(({ name }) => !(ts.isIdentifier(name) && name.text === 'this'))
    .map(
      (parameter): ParameterCode => ({
        pattern: lowerBindingName(parameter.name, scope, lowering),
        initial: parameter.initializer ? lowerExpression(parameter.initializer, scope, lowering) : null,
        rest: parameter.dotDotDotToken !== undefined,
        type: typeHintOf(parameter.type),
      }),
    );
  const { functions, body } = lowerBody(node, scope, lowering);
  return {
    site: lowering.site(node, functionName(node) ?? ownName ?? 'anonymous function'),
    name: functionName(node) ?? ownName ?? '',
    parameters,
    slotCount: scope.layout.slotCount,
    functions,
    argumentsSlot,
    selfSlot,
    body,
    arrow,
    async: node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) ?? false,
    generator: node.asteriskToken !== undefined,
    ...(node.body ? measureBody(node.body) : { size: 0, mentions: NO_NAMES }),
    returns: typeHintOf(node.type),
    implicit: false,
  };
};

const lowerBody = (
  node: ts.FunctionLikeDeclaration,
  scope: Scope,
  lowering: Lowering,
): Pick<FunctionCode, 'functions' | 'body'> => {
  if (!node.body) return { functions: [], body: [] };
  if (!ts.isBlock(node.body))
    return {
      functions: [],
      body: [{ kind: 'return', value: lowerExpression(node.body, scope, lowering) }],
    };
  const { functions, body } = lowerBodyBlock(node.body, scope, lowering);
  return { functions, body: withProperties(parameterProperties(node, scope), body) };
};

/** Behind `super(…)`: before, there is no instance that they could be put on. */
const withProperties = (
  properties: readonly Statement[],
  body: readonly Statement[],
): readonly Statement[] => {
  const after = 1 + body.findIndex(isSuperCall);
  return properties.length === 0 ? body : [...body.slice(0, after), ...properties, ...body.slice(after)];
};

const isSuperCall = (statement: Statement): boolean =>
  statement.kind === 'expression' && statement.value.kind === 'super-call';

/** The braces of a function, whose names live in the function's own scope. */
export const lowerBodyBlock = (
  block: ts.Block,
  scope: Scope,
  lowering: Lowering,
): Pick<FunctionCode, 'functions' | 'body'> => {
  for (const name of hoistedNames(block)) scope.declare(name, false);
  declareLexical(block.statements, scope);
  const functions = bindFunctions(block.statements, scope, lowering);
  return { functions, body: lowerStatements(block.statements, scope, lowering) };
};

/** `constructor(private readonly n: number)` assigns `this.n = n`. */
const parameterProperties = (node: ts.FunctionLikeDeclaration, scope: Scope): readonly Statement[] =>
  !ts.isConstructorDeclaration(node)
    ? []
    : node.parameters.flatMap(({ modifiers, name }): readonly Statement[] =>
        modifiers?.length && ts.isIdentifier(name)
          ? [
              {
                kind: 'expression',
                value: {
                  kind: 'assign',
                  target: { kind: 'member', object: { kind: 'this' }, name: name.text, optional: false },
                  value: scope.resolve(name.text),
                },
              },
            ]
          : [],
      );

const functionName = (node: ts.FunctionLikeDeclaration): string | null => {
  if (ts.isConstructorDeclaration(node)) return 'constructor';
  if (node.name && (ts.isIdentifier(node.name) || ts.isPrivateIdentifier(node.name))) return node.name.text;
  return node.name && ts.isStringLiteral(node.name) ? node.name.text : null;
};

const declares = (node: ts.FunctionLikeDeclaration, name: string): boolean =>
  node.parameters.some((parameter) => namesOf(parameter.name).includes(name)) ||
  (node.body !== undefined && hoistedNames(node.body).includes(name));

/** A constructor that passes its arguments on, as a derived class has one when none is written. */
export const implicitConstructor = (node: ts.ClassLikeDeclaration, lowering: Lowering): FunctionCode => ({
  site: lowering.site(node, `${node.name?.text ?? 'class'} constructor`),
  name: 'constructor',
  parameters: [],
  slotCount: 0,
  functions: [],
  argumentsSlot: null,
  selfSlot: null,
  body: [],
  arrow: false,
  async: false,
  generator: false,
  size: 5,
  mentions: NO_NAMES,
  returns: null,
  implicit: true,
});

export const NO_NAMES: ReadonlySet<string> = new Set();
