import { ts } from 'ts-morph';
import type { Statement } from '../program/code.ts';
import { namesOf } from './hoisting.ts';
import { lowerExpression } from './lower-expression.ts';
import { lowerFunction } from './lower-function.ts';
import { lowerStatements } from './lower-statement.ts';
import { EMPTY, type Lowering } from './lowering.ts';
import type { Scope } from './scope.ts';
import { fieldsOf, typeHintOf } from './type-hints.ts';

/** Imports, exports, types and namespaces: mostly bookkeeping, little that runs. */
export const lowerModuleStatement = (
  node: ts.Statement,
  scope: Scope,
  lowering: Lowering,
): Statement | null => {
  if (ts.isInterfaceDeclaration(node)) {
    lowering.types.set(node.name.text, { kind: 'object', fields: fieldsOf(node.members) });
    return null;
  }
  if (ts.isTypeAliasDeclaration(node)) {
    const hint = typeHintOf(node.type);
    if (hint) lowering.types.set(node.name.text, hint);
    return null;
  }
  if (ts.isExportAssignment(node)) {
    const value = lowerExpression(node.expression, scope, lowering);
    const target = scope.declare(node.isExportEquals ? 'export=' : 'export default', false);
    lowering.exports.set(node.isExportEquals ? '=' : 'default', target);
    return { kind: 'declare', target, initial: value, type: null };
  }
  if (ts.isFunctionDeclaration(node) && !node.name && node.body) {
    const target = scope.declare('export default', false);
    lowering.exports.set('default', target);
    const code = lowerFunction(node, scope, lowering, 'default');
    return { kind: 'declare', target, initial: { kind: 'function', code }, type: null };
  }
  if (ts.isExportDeclaration(node)) return lowerExportDeclaration(node, scope, lowering);
  if (ts.isModuleDeclaration(node) && node.body && ts.isModuleBlock(node.body))
    return {
      kind: 'block',
      scope: { slotCount: 0, functions: [], shared: true },
      body: lowerStatements(node.body.statements, scope, lowering),
      label: null,
    };
  return null;
};

const lowerExportDeclaration = (node: ts.ExportDeclaration, scope: Scope, lowering: Lowering): Statement => {
  if (node.isTypeOnly) return EMPTY;
  const specifier =
    node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier) ? node.moduleSpecifier.text : null;
  if (!node.exportClause) {
    if (specifier) lowering.stars.push(specifier);
    return EMPTY;
  }
  if (ts.isNamespaceExport(node.exportClause)) {
    if (specifier) declareImport(node.exportClause.name.text, specifier, '*', scope, lowering, true);
    return EMPTY;
  }
  for (const { name, propertyName } of node.exportClause.elements) {
    const inner = (propertyName ?? name).text;
    if (specifier) declareImport(`export ${name.text}`, specifier, inner, scope, lowering, false);
    lowering.exports.set(name.text, scope.resolve(specifier ? `export ${name.text}` : inner));
  }
  return EMPTY;
};

const declareImport = (
  local: string,
  specifier: string,
  name: string,
  scope: Scope,
  lowering: Lowering,
  exported: boolean,
): void => {
  const ref = scope.declare(local, true);
  if (ref.kind === 'local') lowering.imports.push({ slot: ref.slot, specifier, name });
  if (exported) lowering.exports.set(local, ref);
};

/** Declares what the file's imports bind; run before anything is lowered. */
export const declareImports = (sourceFile: ts.SourceFile, scope: Scope, lowering: Lowering): void => {
  for (const node of sourceFile.statements) {
    if (
      ts.isImportEqualsDeclaration(node) &&
      ts.isExternalModuleReference(node.moduleReference) &&
      ts.isStringLiteral(node.moduleReference.expression)
    )
      declareImport(node.name.text, node.moduleReference.expression.text, '=', scope, lowering, false);
    if (!ts.isImportDeclaration(node) || !ts.isStringLiteral(node.moduleSpecifier)) continue;
    const specifier = node.moduleSpecifier.text;
    const clause = node.importClause;
    if (!clause) {
      lowering.imports.push({ slot: -1, specifier, name: '*' });
      continue;
    }
    if (clause.name) declareImport(clause.name.text, specifier, 'default', scope, lowering, false);
    const bindings = clause.namedBindings;
    if (!bindings) continue;
    if (ts.isNamespaceImport(bindings))
      declareImport(bindings.name.text, specifier, '*', scope, lowering, false);
    else
      for (const { name, propertyName } of bindings.elements)
        declareImport(name.text, specifier, (propertyName ?? name).text, scope, lowering, false);
  }
};

/** What `export` in front of a declaration exports; run once all names are declared. */
export const collectExports = (sourceFile: ts.SourceFile, scope: Scope, lowering: Lowering): void => {
  for (const node of sourceFile.statements) {
    const modifiers = ts.canHaveModifiers(node) ? ts.getModifiers(node) : undefined;
    if (!modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) continue;
    const isDefault = modifiers.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword);
    if (ts.isVariableStatement(node))
      for (const { name } of node.declarationList.declarations)
        for (const exported of namesOf(name)) lowering.exports.set(exported, scope.resolve(exported));
    else if (
      (ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node) || ts.isEnumDeclaration(node)) &&
      node.name
    )
      lowering.exports.set(isDefault ? 'default' : node.name.text, scope.resolve(node.name.text));
  }
};
