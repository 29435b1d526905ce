import path from 'node:path';
import { ts } from 'ts-morph';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');
const FOLDERS = ['simulator', 'server', 'client', 'scripts', 'bench', 'test'];

/** All sources, with the types of every host in scope. */
const sources = (): ts.Program => {
  const { config } = ts.readConfigFile(path.join(root, 'tsconfig.tests.json'), ts.sys.readFile);
  const include = FOLDERS.map((folder) => path.join(root, folder));
  const { options, fileNames } = ts.parseJsonConfigFileContent(
    { ...config, include, references: [] },
    ts.sys,
    root,
    { composite: false, noEmit: true },
  );
  return ts.createProgram(fileNames, options);
};

const isMessage = (type: ts.Type, checker: ts.TypeChecker): boolean => {
  if (type.isUnion()) return type.types.some((part) => isMessage(part, checker));
  const element = checker.getIndexTypeOfType(type, ts.IndexKind.Number);
  return type.symbol?.name === 'Message' || (element !== undefined && isMessage(element, checker));
};

/** What the language makes a string of, without asking how it is to be worded. */
const madeStrings = (node: ts.Node): readonly ts.Expression[] => {
  if (ts.isTemplateExpression(node) && !ts.isTaggedTemplateExpression(node.parent))
    return node.templateSpans.map(({ expression }) => expression);
  if (ts.isBinaryExpression(node) && ADDITIONS.has(node.operatorToken.kind)) return [node.left, node.right];
  if (!ts.isCallExpression(node)) return [];
  const { expression: called, arguments: given } = node;
  if (ts.isIdentifier(called) && called.text === 'String') return given;
  return ts.isPropertyAccessExpression(called) && MAKERS.has(called.name.text) ? [called.expression] : [];
};

const ADDITIONS: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.PlusToken,
  ts.SyntaxKind.PlusEqualsToken,
]);
const MAKERS: ReadonlySet<string> = new Set(['join', 'toString', 'toLocaleString']);

test('no message becomes a string unless it is put into words', { timeout: 120_000 }, () => {
  const program = sources();
  const checker = program.getTypeChecker();
  const found: string[] = [];
  let seen = 0;
  for (const file of program.getSourceFiles()) {
    const name = path.relative(root, file.fileName);
    if (!FOLDERS.some((folder) => name.startsWith(`${folder}/`))) continue;
    const visit = (node: ts.Node): void => {
      for (const expression of madeStrings(node)) {
        seen += 1;
        if (!isMessage(checker.getTypeAtLocation(expression), checker)) continue;
        const { line } = file.getLineAndCharacterOfPosition(expression.getStart());
        found.push(`${name}:${line + 1}: ${expression.getText()}`);
      }
      ts.forEachChild(node, visit);
    };
    visit(file);
  }
  expect(seen).toBeGreaterThan(1000);
  expect(found).toEqual([]);
});
