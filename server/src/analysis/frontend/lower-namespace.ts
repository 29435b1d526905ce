import { ts } from 'ts-morph';
import type { Expression, Reference, Statement } from '../program/code.ts';
import { hoistedNames, namespaceName } from './hoisting.ts';
import { exportedDeclarations } from './lower-module.ts';
import { bindFunctions, declareLexical, lowerStatements } from './lower-statement.ts';
import type { Lowering } from './lowering.ts';
import type { Scope } from './scope.ts';

/**
 * A namespace runs once, in a scope of its own, and is an object of what it exports: that of the class, the function or the
 * namespace of the same name where there is one.
 */
export const lowerNamespace = (
  node: ts.ModuleDeclaration,
  outer: Scope,
  lowering: Lowering,
): Statement | null => {
  const name = namespaceName(node);
  if (name === null || !node.body) return null;
  const scope = outer.blockScope(true);
  const { functions, body, exported } = lowerInside(node.body, scope, lowering);
  const namespace = scope.resolve(name);
  const ownObject: Statement = assign(namespace, {
    kind: 'logical',
    operator: '??',
    left: namespace,
    right: { kind: 'object', site: lowering.site(node, name), properties: [] },
  });
  const members = exported.map(([key, local]) =>
    assign({ kind: 'member', object: namespace, name: key, optional: false }, scope.resolve(local)),
  );
  return {
    kind: 'block',
    scope: { slotCount: scope.layout.slotCount, functions, shared: false },
    body: [...body, ownObject, ...members],
    label: null,
  };
};

const lowerInside = (
  body: ts.ModuleBody | ts.JSDocNamespaceDeclaration,
  scope: Scope,
  lowering: Lowering,
) => {
  // `namespace A.B { … }`: B is all that A holds.
  const statements = ts.isModuleBlock(body) ? body.statements : ts.isModuleDeclaration(body) ? [body] : [];
  for (const hoisted of statements.flatMap(hoistedNames)) scope.declare(hoisted, false);
  declareLexical(statements, scope);
  const inner = ts.isModuleDeclaration(body) ? namespaceName(body) : null;
  return {
    functions: bindFunctions(statements, scope, lowering),
    body: lowerStatements(statements, scope, lowering),
    exported: inner === null ? statements.flatMap(exportedDeclarations) : [[inner, inner] as const],
  };
};

const assign = (target: Reference, value: Expression): Statement => ({
  kind: 'expression',
  value: { kind: 'assign', target, value },
});
