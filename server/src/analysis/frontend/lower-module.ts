import { ts } from 'ts-morph';
import type { GlobalRef, LocalRef, Statement } from '../program/code.ts';
import type { ImportCode } from '../program/file-code.ts';
import { namesOf, namespaceName } from './hoisting.ts';
import { lowerExpression } from './lower-expression.ts';
import { lowerNamespace } from './lower-namespace.ts';
import type { Lowering } from './lowering.ts';
import type { Scope } from './scope.ts';
import { fieldsOf, typeHintOf } from './type-hints.ts';

/** Default exports, types and namespaces; what ties names to other files is in `moduleLinks`. */
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
    const initial = lowerExpression(node.expression, scope, lowering);
    return { kind: 'declare', target: scope.resolve(defaultName(node)), initial, type: null };
  }
  return ts.isModuleDeclaration(node) ? lowerNamespace(node, scope, lowering) : null;
};

/** How a file's top-level names are tied to other files: by position and name, nothing of it runs. */
export interface ModuleLinks {
  readonly imports: readonly ImportCode[];
  readonly exports: ReadonlyMap<string, LocalRef | GlobalRef>;
  /** `export * from`: specifiers. */
  readonly stars: readonly string[];
  /** Text that differs whenever they do. */
  readonly links: string;
}

/** `import x from 'y'` or `export { x } from 'y'`: a local name, if any, and what it stands for. */
interface ImportedName {
  readonly local: string | null;
  readonly specifier: string;
  readonly name: string;
  /** Under which name it is exported again. */
  readonly exportedAs: string | null;
}

/** Names that re-exports bind: no source text can use them. */
const reexported = (name: string): string => `export ${name}`;

const importedNames = (node: ts.Statement): readonly ImportedName[] => {
  if (
    ts.isImportEqualsDeclaration(node) &&
    ts.isExternalModuleReference(node.moduleReference) &&
    ts.isStringLiteral(node.moduleReference.expression)
  ) {
    const specifier = node.moduleReference.expression.text;
    return [{ local: node.name.text, specifier, name: '=', exportedAs: null }];
  }
  if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier))
    return importedByClause(node.importClause, node.moduleSpecifier.text);
  if (
    ts.isExportDeclaration(node) &&
    !node.isTypeOnly &&
    node.moduleSpecifier &&
    ts.isStringLiteral(node.moduleSpecifier)
  )
    return reexportedNames(node.exportClause, node.moduleSpecifier.text);
  return [];
};

const importedByClause = (
  clause: ts.ImportClause | undefined,
  specifier: string,
): readonly ImportedName[] => {
  if (!clause) return [{ local: null, specifier, name: '*', exportedAs: null }];
  const bindings = clause.namedBindings;
  return [
    ...(clause.name ? [{ local: clause.name.text, specifier, name: 'default', exportedAs: null }] : []),
    ...(bindings && ts.isNamespaceImport(bindings)
      ? [{ local: bindings.name.text, specifier, name: '*', exportedAs: null }]
      : []),
    ...(bindings && ts.isNamedImports(bindings)
      ? bindings.elements.map(({ name, propertyName }) => ({
          local: name.text,
          specifier,
          name: (propertyName ?? name).text,
          exportedAs: null,
        }))
      : []),
  ];
};

const reexportedNames = (
  clause: ts.NamedExportBindings | undefined,
  specifier: string,
): readonly ImportedName[] => {
  if (!clause) return [];
  if (ts.isNamespaceExport(clause))
    return [{ local: clause.name.text, specifier, name: '*', exportedAs: clause.name.text }];
  return clause.elements.map(({ name, propertyName }) => ({
    local: reexported(name.text),
    specifier,
    name: (propertyName ?? name).text,
    exportedAs: name.text,
  }));
};

/** Top-level names that module syntax binds without a declaration that could be seen elsewhere. */
export const moduleNames = ({ statements }: ts.SourceFile): readonly string[] =>
  statements.flatMap((node) => {
    if (ts.isExportAssignment(node)) return [defaultName(node)];
    const isNameless =
      (ts.isFunctionDeclaration(node) && node.body && !node.name) ||
      (ts.isClassDeclaration(node) && !node.name);
    if (isNameless) return [DEFAULT_NAME];
    return importedNames(node).flatMap(({ local }) => local ?? []);
  });

/** What a nameless default export is bound to. */
export const DEFAULT_NAME = 'export default';
const defaultName = (node: ts.ExportAssignment): string => (node.isExportEquals ? 'export=' : DEFAULT_NAME);

/** Where the compiler leaves out what nothing but types names. */
const TYPED_FILE = /\.[cm]?tsx?$/;

/** What a file imports and exports; run once all names are declared. `usedNames`: by its code. */
export const moduleLinks = (
  sourceFile: ts.SourceFile,
  scope: Scope,
  usedNames: ReadonlySet<string>,
): ModuleLinks => {
  const imports: Omit<ImportCode, 'typeOnly'>[] = [];
  const used = new Set(usedNames);
  // What is only tied together here is not used by that.
  scope.usedNames = new Set();
  const exports = new Map<string, LocalRef | GlobalRef>();
  const stars: string[] = [];
  for (const node of sourceFile.statements) {
    for (const { local, specifier, name, exportedAs } of importedNames(node)) {
      const ref = local === null ? null : scope.resolve(local);
      if (ref?.kind === 'global') continue;
      imports.push({ slot: ref?.slot ?? -1, local, specifier, name });
      if (exportedAs !== null && local !== null) used.add(local);
      if (exportedAs !== null && ref) exports.set(exportedAs, ref);
    }
    if (ts.isExportDeclaration(node) && !node.isTypeOnly) {
      const { moduleSpecifier, exportClause } = node;
      if (!exportClause && moduleSpecifier && ts.isStringLiteral(moduleSpecifier))
        stars.push(moduleSpecifier.text);
      if (exportClause && !moduleSpecifier && ts.isNamedExports(exportClause))
        for (const { name, propertyName } of exportClause.elements) {
          const local = (propertyName ?? name).text;
          exports.set(name.text, scope.resolve(local));
          used.add(local);
        }
      continue;
    }
    for (const [exported, local] of exportedDeclarations(node)) exports.set(exported, scope.resolve(local));
  }
  const isTyped = TYPED_FILE.test(sourceFile.fileName);
  const told = imports.map((link) => ({
    ...link,
    typeOnly: isTyped && link.local !== null && !used.has(link.local),
  }));
  const slots = [...exports].map(([name, ref]) => [name, ref.kind === 'local' ? ref.slot : ref.name]);
  return { imports: told, exports, stars, links: JSON.stringify([told, slots, stars]) };
};

/** Exported name and local name of what `export` in front of a declaration exports. */
export const exportedDeclarations = (node: ts.Statement): readonly (readonly [string, string])[] => {
  if (ts.isExportAssignment(node)) return [[node.isExportEquals ? '=' : 'default', defaultName(node)]];
  const modifiers = ts.canHaveModifiers(node) ? ts.getModifiers(node) : undefined;
  if (!modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) return [];
  const isDefault = modifiers.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword);
  if (ts.isVariableStatement(node))
    return node.declarationList.declarations.flatMap(({ name }) =>
      namesOf(name).map((exported) => [exported, exported] as const),
    );
  if (ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node) || ts.isEnumDeclaration(node)) {
    const local = node.name?.text ?? DEFAULT_NAME;
    return [[isDefault ? 'default' : local, local]];
  }
  const namespace = namespaceName(node);
  return namespace === null ? [] : [[namespace, namespace]];
};
