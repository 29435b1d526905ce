import { ts } from 'ts-morph';
import type { CodeEntity, ItemList, Jump, ListItem } from '../../source/outline.ts';
import type { Span } from '../../source/span.ts';
import { bodyOf, entityKindOf } from './outline-entities.ts';
import { jumpOf } from './outline-jumps.ts';
import { leaves, listOf, type RawList } from './outline-lists.ts';
import { entityName } from './outline-names.ts';

export interface Structure {
  readonly entities: readonly CodeEntity[];
  readonly lists: readonly ItemList[];
  readonly jumps: readonly Jump[];
  /** Strings, templates, regular expressions and JSX text, in document order. */
  readonly literals: readonly Span[];
}

/** An item that still looks for its entity; through argument lists, also those around it do. */
interface OpenItem {
  entity: number | null;
  readonly outer: OpenItem | null;
}

/** One pass over the syntax tree: entities, lists with what their items bind to, and literals. */
export const collectStructure = (sourceFile: ts.SourceFile): Structure => {
  const entities: CodeEntity[] = [];
  const lists: ItemList[] = [];
  const jumps: Jump[] = [];
  const literals: Span[] = [];
  const ancestors: ts.Node[] = [];
  let owner: number | null = null;
  let openItem: OpenItem | null = null;
  const startOf = (node: ts.Node): number => node.getStart(sourceFile);

  const visit = (node: ts.Node): void => {
    if (isOpaque(node)) {
      literals.push({ start: ts.isJsxText(node) ? node.pos : startOf(node), end: node.end });
      return;
    }
    const kind = entityKindOf(node, ancestors);
    if (kind === null) {
      const jump = jumpOf(node, ancestors, sourceFile);
      if (jump) jumps.push(jump);
      visitInside(node);
      return;
    }
    const decorators = ts.canHaveDecorators(node) ? (ts.getDecorators(node) ?? []) : [];
    detached(() => decorators.forEach(visit));

    const index = entities.length;
    const span = { start: startAfterDecorators(node, decorators, sourceFile), end: node.end };
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
    const raw = listOf(node, ancestors, sourceFile);
    const listed = new Set<ts.Node>(raw?.nodes);
    let visited = false;
    ts.forEachChild(node, (child) => {
      if (!listed.has(child)) {
        if (!except.includes(child)) visit(child);
      } else if (raw && !visited) {
        visited = true;
        visitList(raw);
      }
    });
    // A list without items still holds comments.
    if (raw && !visited) visitList(raw);
    ancestors.pop();
  };

  const visitList = ({ kind, span, nodes }: RawList): void => {
    const index = lists.length;
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
      // A tag on the first overload is meant for the implementation below it.
      if (isOverload(node)) overloads++;
      else {
        if (item.entity !== null && overloads > 0) bindOverloads(items, overloads, item.entity);
        overloads = 0;
      }
    }
    openItem = around;
  };

  const detached = (work: () => void): void => {
    const around = openItem;
    openItem = null;
    work();
    openItem = around;
  };

  visitInside(sourceFile);
  return { entities, lists, jumps, literals };
};

const isOverload = (node: ts.Node): boolean =>
  (ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node) || ts.isConstructorDeclaration(node)) &&
  node.body === undefined;

/** Gives the entity of a list's last item to those of its overloads. */
const bindOverloads = (items: ListItem[], overloads: number, entity: number): void => {
  const end = items.length - 1;
  for (let index = end - overloads; index < end; index++) {
    const item = items[index];
    if (item) items[index] = { ...item, entity };
  }
};

const isOpaque = (node: ts.Node): boolean =>
  ts.isStringLiteral(node) ||
  ts.isNoSubstitutionTemplateLiteral(node) ||
  ts.isTemplateHead(node) ||
  ts.isTemplateMiddleOrTemplateTail(node) ||
  ts.isRegularExpressionLiteral(node) ||
  ts.isJsxText(node);

/** JSX children that are no items: text, and braces that hold nothing but comments; likewise holes of an array. */
const isSilent = (node: ts.Node): boolean =>
  ts.isJsxText(node) ||
  (ts.isJsxExpression(node) && node.expression === undefined) ||
  ts.isOmittedExpression(node);

const startAfterDecorators = (
  node: ts.Node,
  decorators: readonly ts.Decorator[],
  sourceFile: ts.SourceFile,
): number => {
  const last = decorators.at(-1);
  if (!last) return node.getStart(sourceFile);
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, true, sourceFile.languageVariant, sourceFile.text);
  scanner.resetTokenState(last.end);
  scanner.scan();
  return Math.min(scanner.getTokenStart(), node.end);
};

/** Up to the body, and no further than the first line. */
const headOf = (node: ts.Node, span: Span, sourceFile: ts.SourceFile): Span => {
  const body = bodyOf(node);
  const text = sourceFile.text.slice(span.start, body ? body.getStart(sourceFile) : span.end);
  const firstLine = (/^[^\r\n\u2028\u2029]*/.exec(text)?.[0] ?? '').trimEnd();
  return { start: span.start, end: Math.min(span.start + Math.max(firstLine.length, 1), span.end) };
};
