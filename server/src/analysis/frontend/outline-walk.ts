import { ts } from 'ts-morph';
import type { CodeEntity, ItemList, ListItem } from '../../source/outline.ts';
import type { Span } from '../../source/span.ts';
import { decoratorsOf, startAfterDecorators } from './decorators.ts';
import { bodyOf, ENTITY_KINDS, entityKindOf } from './outline-entities.ts';
import { JUMP_KINDS, jumpOf } from './outline-jumps.ts';
import { LIST_KINDS, leaves, listOf, type RawList } from './outline-lists.ts';
import { entityName } from './outline-names.ts';
import type { Piece } from './outline-pieces.ts';
import { bindOverloads } from './outline-structure.ts';

// The compiler's namespace answers through getters, too slow to ask for every node.
const { forEachChild } = ts;

/** Most nodes of a file; nothing is in them. */
const PLAIN_KINDS: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.Identifier,
  ts.SyntaxKind.NumericLiteral,
  ts.SyntaxKind.PrivateIdentifier,
  ts.SyntaxKind.NumberKeyword,
  ts.SyntaxKind.StringKeyword,
]);

const OPENS_LIST: ReadonlySet<ts.SyntaxKind> = new Set(LIST_KINDS);

const LITERAL_KINDS: readonly ts.SyntaxKind[] = [
  ts.SyntaxKind.StringLiteral,
  ts.SyntaxKind.NoSubstitutionTemplateLiteral,
  ts.SyntaxKind.TemplateHead,
  ts.SyntaxKind.TemplateMiddle,
  ts.SyntaxKind.TemplateTail,
  ts.SyntaxKind.RegularExpressionLiteral,
  ts.SyntaxKind.JsxText,
];

const INTERESTS: ReadonlyMap<ts.SyntaxKind, 'entity' | 'jump' | 'literal'> = new Map([
  ...[...ENTITY_KINDS.keys()].map((kind) => [kind, 'entity'] as const),
  ...JUMP_KINDS.map((kind) => [kind, 'jump'] as const),
  ...LITERAL_KINDS.map((kind) => [kind, 'literal'] as const),
]);

/** An item that still looks for its entity; through argument lists, also those around it do. */
interface OpenItem {
  entity: number | null;
  readonly outer: OpenItem | null;
}

/** A statement as if nothing stood before it; one pass over its tree. */
export const walkStatement = (statement: ts.Statement, sourceFile: ts.SourceFile): Piece => {
  const entities: CodeEntity[] = [];
  const lists: ItemList[] = [];
  const jumps: Piece['jumps'][number][] = [];
  const literals: Span[] = [];
  const ancestors: ts.Node[] = [sourceFile];
  let owner: number | null = null;
  let openItem: OpenItem | null = null;
  const startOf = (node: ts.Node): number => node.getStart(sourceFile);

  const visit = (node: ts.Node): void => {
    if (PLAIN_KINDS.has(node.kind)) return;
    const interest = INTERESTS.get(node.kind);
    if (interest === 'literal') {
      literals.push({ start: ts.isJsxText(node) ? node.pos : startOf(node), end: node.end });
      return;
    }
    const kind = interest === 'entity' ? entityKindOf(node, ancestors) : null;
    if (kind !== null) {
      visitEntity(node, kind);
      return;
    }
    const jump = interest === 'jump' ? jumpOf(node, ancestors, sourceFile) : null;
    if (jump) jumps.push(jump);
    visitInside(node);
  };

  const visitEntity = (node: ts.Node, kind: CodeEntity['kind']): void => {
    const decorators = decoratorsOf(node);
    detached(() => decorators.forEach(visit));

    const index = FIRST_ENTITY + entities.length;
    const span = { start: startAfterDecorators(node, sourceFile), end: node.end };
    const name = entityName(node, ancestors, sourceFile);
    entities.push({ index, kind, name, span, head: headOf(node, span, sourceFile), parent: owner });
    for (let item = openItem; item && item.entity === null; item = item.outer) item.entity = index;

    const outerOwner = owner;
    owner = index;
    visitInside(node, decorators);
    owner = outerOwner;
  };

  const visitInside = (node: ts.Node, except: readonly ts.Node[] = []): void => {
    ancestors.push(node);
    const list = OPENS_LIST.has(node.kind) ? listOf(node, ancestors, sourceFile) : null;
    if (list === null && except.length === 0) {
      forEachChild(node, visit);
    } else {
      forEachChild(node, visit, (children) => {
        if (list?.nodes === children) visitList(list);
        else for (const child of children) if (!except.includes(child)) visit(child);
      });
    }
    ancestors.pop();
  };

  const visitList = ({ kind, span, nodes }: RawList): void => {
    const index = FIRST_LIST + lists.length;
    const items: ListItem[] = [];
    lists.push({ index, kind, span, owner, items });
    const around = openItem;
    let overloads = 0;
    for (const node of nodes) {
      if (isSilent(node)) {
        visit(node);
        continue;
      }
      const item: OpenItem = { entity: null, outer: kind === 'arguments' ? around : null };
      openItem = item;
      visit(node);
      items.push({
        span: { start: startOf(node), end: node.end },
        entity: item.entity,
        leaves: kind === 'statements' && leaves(node),
      });
      overloads = bindOverloads(items, overloads, isOverload(node));
    }
    openItem = around;
  };

  const detached = (work: () => void): void => {
    const around = openItem;
    openItem = null;
    work();
    openItem = around;
  };

  const item: OpenItem = { entity: null, outer: null };
  openItem = item;
  visit(statement);
  return {
    fullStart: statement.pos,
    start: startOf(statement),
    end: statement.end,
    firstEntity: FIRST_ENTITY,
    firstList: FIRST_LIST,
    entities,
    lists,
    jumps,
    literals,
    entity: item.entity,
    leaves: leaves(statement),
    isOverload: isOverload(statement),
    isModular: isModular(statement),
  };
};

const FIRST_ENTITY = 0;
/** Behind the list of the top level. */
const FIRST_LIST = 1;

const isModular = (statement: ts.Statement): boolean =>
  ts.isImportDeclaration(statement) ||
  ts.isExportDeclaration(statement) ||
  ts.isExportAssignment(statement) ||
  (ts.canHaveModifiers(statement) &&
    ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true);

const isOverload = (node: ts.Node): boolean =>
  (ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node) || ts.isConstructorDeclaration(node)) &&
  node.body === undefined;

/** JSX children that are no items: text, and braces that hold nothing but comments; likewise holes of an array. */
const isSilent = (node: ts.Node): boolean =>
  ts.isJsxText(node) ||
  (ts.isJsxExpression(node) && node.expression === undefined) ||
  ts.isOmittedExpression(node);

/** Up to the body, and no further than the first line. */
const headOf = (node: ts.Node, span: Span, sourceFile: ts.SourceFile): Span => {
  const body = bodyOf(node);
  const text = sourceFile.text.slice(span.start, body ? body.getStart(sourceFile) : span.end);
  const firstLine = (/^[^\r\n\u2028\u2029]*/.exec(text)?.[0] ?? '').trimEnd();
  return { start: span.start, end: Math.min(span.start + Math.max(firstLine.length, 1), span.end) };
};
