import { ts } from 'ts-morph';
import { onceForEach } from '../../memo/once-for-each.ts';

/** Names a binding name declares. */
export const namesOf = (name: ts.BindingName): readonly string[] =>
  ts.isIdentifier(name)
    ? [name.text]
    : name.elements.flatMap((element) => (ts.isBindingElement(element) ? namesOf(element.name) : []));

/** `var` names of a function's body or a statement, hoisted out of its blocks but not out of functions inside. */
export const hoistedNames = onceForEach((root: ts.Node): readonly string[] => {
  const names: string[] = [];
  if (ts.isFunctionDeclaration(root)) return names;
  const visit = (node: ts.Node): void => {
    if (node !== root && isFunctionLike(node)) return;
    if (ts.isModuleDeclaration(node)) {
      const name = namespaceName(node);
      if (name !== null) names.push(name);
      return;
    }
    if (ts.isVariableDeclarationList(node) && (node.flags & ts.NodeFlags.BlockScoped) === 0)
      for (const declaration of node.declarations) names.push(...namesOf(declaration.name));
    ts.forEachChild(node, visit);
  };
  if (ts.isModuleDeclaration(root)) visit(root);
  else ts.forEachChild(root, visit);
  return names;
});

/** What a `namespace` is bound to as the program runs; `null` of what only declares. */
export const namespaceName = (node: ts.Node): string | null =>
  ts.isModuleDeclaration(node) &&
  ts.isIdentifier(node.name) &&
  (node.flags & ts.NodeFlags.GlobalAugmentation) === 0 &&
  !node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword)
    ? node.name.text
    : null;

/** `let`, `const`, `class`, `function` and imports directly in a statement list. */
export const lexicalNames = (statements: readonly ts.Statement[]): readonly string[] =>
  statements.flatMap((statement) => {
    if (
      ts.isVariableStatement(statement) &&
      (statement.declarationList.flags & ts.NodeFlags.BlockScoped) !== 0
    )
      return statement.declarationList.declarations.flatMap(({ name }) => namesOf(name));
    if ((ts.isClassDeclaration(statement) || ts.isEnumDeclaration(statement)) && statement.name)
      return [statement.name.text];
    return [];
  });

export const functionsOf = (statements: readonly ts.Statement[]): readonly ts.FunctionDeclaration[] =>
  statements.filter(
    (statement): statement is ts.FunctionDeclaration =>
      ts.isFunctionDeclaration(statement) && statement.body !== undefined,
  );

/** Asked about every node, several times: one look at a number instead of a call for each kind. */
const FUNCTION_KINDS: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.FunctionDeclaration,
  ts.SyntaxKind.FunctionExpression,
  ts.SyntaxKind.ArrowFunction,
  ts.SyntaxKind.MethodDeclaration,
  ts.SyntaxKind.Constructor,
  ts.SyntaxKind.GetAccessor,
  ts.SyntaxKind.SetAccessor,
]);

export const isFunctionLike = (node: ts.Node): node is ts.FunctionLikeDeclaration =>
  FUNCTION_KINDS.has(node.kind);

/** Whether a function inside could capture names declared in `node`. */
export const containsFunction = onceForEach((node: ts.Node): boolean => {
  let found = false;
  const visit = (child: ts.Node): void => {
    if (found) return;
    if (isFunctionLike(child) || ts.isClassLike(child)) found = true;
    else ts.forEachChild(child, visit);
  };
  ts.forEachChild(node, visit);
  return found;
});

export const mentionsArguments = onceForEach((root: ts.Node): boolean => {
  let found = false;
  const visit = (node: ts.Node): void => {
    if (found) return;
    if (ts.isIdentifier(node) && node.text === 'arguments') found = true;
    else if (!isFunctionLike(node) || ts.isArrowFunction(node)) ts.forEachChild(node, visit);
  };
  ts.forEachChild(root, visit);
  return found;
});

/** How many nodes a body has, and the names in it; functions inside count for themselves, their names also here. */
export const measureBody = onceForEach(
  (root: ts.Node): { readonly size: number; readonly mentions: ReadonlySet<string> } => {
    const mentions = new Set<string>();
    let size = 0;
    const visit = (node: ts.Node, inside: boolean): void => {
      if (!inside) size++;
      if (ts.isIdentifier(node) || ts.isPrivateIdentifier(node)) mentions.add(node.text);
      const nested = inside || isFunctionLike(node);
      ts.forEachChild(node, (child) => visit(child, nested));
    };
    ts.forEachChild(root, (child) => visit(child, false));
    return { size, mentions };
  },
);

/** `=`, `+=`, `&&=` and the like. */
export const isAssignment = (operator: ts.SyntaxKind): boolean =>
  operator >= ts.SyntaxKind.FirstAssignment && operator <= ts.SyntaxKind.LastAssignment;
