import { ts } from 'ts-morph';
import type { FunctionCode, ScopeCode, Statement } from '../program/code.ts';
import { containsFunction, functionsOf, lexicalNames, namesOf } from './hoisting.ts';
import { lowerClass } from './lower-class.ts';
import { lowerExpression } from './lower-expression.ts';
import { lowerFunction } from './lower-function.ts';
import { lowerLoop } from './lower-loop.ts';
import { DEFAULT_NAME, lowerModuleStatement } from './lower-module.ts';
import { lowerBindingName } from './lower-pattern.ts';
import { EMPTY, type Lowering, textLiteral } from './lowering.ts';
import type { Scope } from './scope.ts';
import { typeHintOf } from './type-hints.ts';

export const declareLexical = (statements: readonly ts.Statement[], scope: Scope): void => {
  for (const name of lexicalNames(statements)) scope.declare(name, true);
  for (const { name } of functionsOf(statements)) if (name) scope.declare(name.text, false);
};

/** Function declarations, bound when their scope is entered. */
export const bindFunctions = (
  statements: readonly ts.Statement[],
  scope: Scope,
  lowering: Lowering,
): FunctionCode['functions'] =>
  functionsOf(statements).map((node) => ({
    target: scope.resolve(node.name?.text ?? DEFAULT_NAME),
    code: lowerFunction(node, scope, lowering, node.name ? null : 'default'),
  }));

/** The statements of a list, those of a tagged region gathered into one marked stretch. */
export const lowerStatements = (
  nodes: readonly ts.Statement[],
  scope: Scope,
  lowering: Lowering,
): readonly Statement[] => {
  const result: Statement[] = [];
  for (let index = 0; index < nodes.length; ) {
    const node = nodes[index];
    if (!node) break;
    const start = node.getStart(lowering.sourceFile);
    const region = lowering.regions.find((span) => span.start <= start && node.end <= span.end);
    if (!region) {
      result.push(lowerStatement(node, scope, lowering));
      index++;
      continue;
    }
    const inside: Statement[] = [];
    for (; index < nodes.length; index++) {
      const next = nodes[index];
      if (!next || next.end > region.end) break;
      inside.push(lowerStatement(next, scope, lowering));
    }
    result.push({ kind: 'marked', site: lowering.siteOf(region, 'region'), body: inside });
  }
  return result;
};

export const lowerStatement = (
  node: ts.Statement,
  scope: Scope,
  lowering: Lowering,
  label: string | null = null,
): Statement => {
  const expression = (child: ts.Expression) => lowerExpression(child, scope, lowering);
  const statement = (child: ts.Statement) => lowerStatement(child, scope, lowering);
  const marked = (child: Statement): Statement => ({
    kind: 'marked',
    site: lowering.site(node),
    body: [child],
  });

  if (ts.isExpressionStatement(node)) return { kind: 'expression', value: expression(node.expression) };
  if (ts.isVariableStatement(node)) return lowerDeclarations(node.declarationList, scope, lowering);
  if (ts.isReturnStatement(node))
    return { kind: 'return', value: node.expression ? expression(node.expression) : null };
  if (ts.isIfStatement(node))
    return marked({
      kind: 'if',
      test: expression(node.expression),
      yes: statement(node.thenStatement),
      no: node.elseStatement ? statement(node.elseStatement) : null,
    });
  if (ts.isIterationStatement(node, false)) return lowerLoop(node, scope, lowering, label);
  if (ts.isBlock(node)) return lowerMarkedBlock(node, scope, lowering, label);
  if (ts.isBreakStatement(node)) return { kind: 'break', label: node.label?.text ?? null };
  if (ts.isContinueStatement(node)) return { kind: 'continue', label: node.label?.text ?? null };
  if (ts.isThrowStatement(node)) return { kind: 'throw', value: expression(node.expression) };
  if (ts.isTryStatement(node)) return marked(lowerTry(node, scope, lowering));
  if (ts.isSwitchStatement(node)) return marked(lowerSwitch(node, scope, lowering, label));
  if (ts.isLabeledStatement(node)) return lowerStatement(node.statement, scope, lowering, node.label.text);
  if (ts.isClassDeclaration(node)) {
    const value = lowerClass(node, scope, lowering);
    const target = scope.declare(node.name?.text ?? 'export default', true);
    return { kind: 'declare', target, initial: value, type: null };
  }
  if (ts.isEnumDeclaration(node)) return lowerEnum(node, scope, lowering);
  return lowerModuleStatement(node, scope, lowering) ?? EMPTY;
};

export const lowerDeclarations = (
  list: ts.VariableDeclarationList,
  scope: Scope,
  lowering: Lowering,
): Statement => {
  const lexical = (list.flags & ts.NodeFlags.BlockScoped) !== 0;
  const statements = list.declarations.flatMap((declaration): readonly Statement[] =>
    declaration.initializer || lexical
      ? [
          {
            kind: 'declare',
            target: lowerBindingName(declaration.name, scope, lowering),
            initial: declaration.initializer
              ? lowerExpression(declaration.initializer, scope, lowering)
              : null,
            type: typeHintOf(declaration.type),
          },
        ]
      : [],
  );
  const [only] = statements;
  return only && statements.length === 1 ? only : group(statements);
};

const group = (body: readonly Statement[]): Statement => ({
  kind: 'block',
  scope: NO_SCOPE,
  body,
  label: null,
});

export const NO_SCOPE: ScopeCode = { slotCount: 0, functions: [], shared: true };

export const lowerBlock = (
  node: ts.Block,
  outer: Scope,
  lowering: Lowering,
  label: string | null = null,
): Statement => {
  const own = lexicalNames(node.statements).length + functionsOf(node.statements).length > 0;
  const separate = own && containsFunction(node);
  const scope = own ? outer.blockScope(separate) : outer;
  declareLexical(node.statements, scope);
  const functions = bindFunctions(node.statements, scope, lowering);
  const body = lowerStatements(node.statements, scope, lowering);
  return {
    kind: 'block',
    scope: separate
      ? { slotCount: scope.layout.slotCount, functions, shared: false }
      : { slotCount: 0, functions, shared: true },
    body,
    label,
  };
};

/** Braces that are an entity of their own. */
const lowerMarkedBlock = (
  node: ts.Block,
  scope: Scope,
  lowering: Lowering,
  label: string | null = null,
): Statement => ({
  kind: 'marked',
  site: lowering.site(node),
  body: [lowerBlock(node, scope, lowering, label)],
});

const lowerTry = (node: ts.TryStatement, scope: Scope, lowering: Lowering): Statement => {
  const clause = node.catchClause;
  const variable = clause?.variableDeclaration;
  const catchScope = clause ? scope.blockScope(containsFunction(clause)) : null;
  if (variable && catchScope) for (const name of namesOf(variable.name)) catchScope.declare(name, true);
  const handler = clause && catchScope ? lowerMarkedBlock(clause.block, catchScope, lowering) : null;
  return {
    kind: 'try',
    body: lowerMarkedBlock(node.tryBlock, scope, lowering),
    catchScope:
      clause && catchScope && containsFunction(clause)
        ? { slotCount: catchScope.layout.slotCount, functions: [], shared: false }
        : null,
    parameter: variable && catchScope ? lowerBindingName(variable.name, catchScope, lowering) : null,
    handler,
    finalizer: node.finallyBlock ? lowerMarkedBlock(node.finallyBlock, scope, lowering) : null,
  };
};

const lowerSwitch = (
  node: ts.SwitchStatement,
  outer: Scope,
  lowering: Lowering,
  label: string | null,
): Statement => {
  const separate = containsFunction(node.caseBlock);
  const scope = outer.blockScope(separate);
  const statements = node.caseBlock.clauses.flatMap((clause) => [...clause.statements]);
  declareLexical(statements, scope);
  const functions = bindFunctions(statements, scope, lowering);
  return {
    kind: 'switch',
    value: lowerExpression(node.expression, outer, lowering),
    cases: node.caseBlock.clauses.map((clause) => ({
      test: ts.isCaseClause(clause) ? lowerExpression(clause.expression, scope, lowering) : null,
      body: lowerStatements(clause.statements, scope, lowering),
    })),
    scope: separate
      ? { slotCount: scope.layout.slotCount, functions, shared: false }
      : { slotCount: 0, functions, shared: true },
    label,
  };
};

/** An enum is an object whose members count up from 0 or are written out. */
const lowerEnum = (node: ts.EnumDeclaration, scope: Scope, lowering: Lowering): Statement => {
  let next = 0;
  return {
    kind: 'declare',
    type: null,
    target: scope.resolve(node.name.text),
    initial: {
      kind: 'object',
      site: lowering.site(node, node.name.text),
      properties: node.members.map(({ name, initializer }) => {
        if (initializer && ts.isNumericLiteral(initializer)) next = Number(initializer.text);
        const value = initializer
          ? lowerExpression(initializer, scope, lowering)
          : { kind: 'literal' as const, value: next };
        next++;
        return {
          kind: 'value' as const,
          key: textLiteral(ts.isComputedPropertyName(name) ? '' : name.text),
          value,
        };
      }),
    },
  };
};
