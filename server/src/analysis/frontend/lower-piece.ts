import { ts } from 'ts-morph';
import type { Span } from '../../source/span.ts';
import type { FileCode, PieceCode } from '../program/file-code.ts';
import type { TypeHint } from '../program/type-hint.ts';
import { functionsOf, hoistedNames, isFunctionLike, lexicalNames, measureBody } from './hoisting.ts';
import { isInert } from './inert-statements.ts';
import { NO_NAMES } from './lower-function.ts';
import { bindFunctions, lowerStatements } from './lower-statement.ts';
import { Lowering } from './lowering.ts';
import type { Scope } from './scope.ts';

/** A piece of code with what lowering its file again needs to know of it. */
export interface LoweredPiece {
  readonly code: PieceCode;
  readonly lowering: Lowering;
  readonly types: ReadonlyMap<string, TypeHint>;
  readonly freeNames: ReadonlySet<string>;
  readonly usedNames: ReadonlySet<string>;
  /** Slots of the file's environment that its blocks use: from the first to before the next. */
  readonly firstSlot: number;
  readonly nextSlot: number;
  /** The tagged regions in it, as places relative to its start. */
  readonly regions: string;
}

/** The statements of a file, those of one tagged region together. */
export const pieceStatements = (
  { statements }: ts.SourceFile,
  regions: readonly Span[],
): readonly (readonly ts.Statement[])[] => {
  const pieces: ts.Statement[][] = [];
  let openUntil = -1;
  for (const node of statements) {
    const last = pieces.at(-1);
    if (last && node.end <= openUntil) last.push(node);
    else pieces.push([node]);
    const region = regions.find(({ start, end }) => start <= node.pos && node.end <= end);
    openUntil = region ? Math.max(openUntil, region.end) : openUntil;
  }
  return pieces;
};

/** Where a piece begins: with the comments in front of it, which belong to it. */
export const startOf = ([first]: readonly ts.Statement[]): number => first?.pos ?? 0;

const endOf = (nodes: readonly ts.Statement[]): number => nodes.at(-1)?.end ?? 0;

export const regionsWithin = (nodes: readonly ts.Statement[], regions: readonly Span[]): string =>
  regions
    .filter(({ start, end }) => start < endOf(nodes) && end > startOf(nodes))
    .map(({ start, end }) => `${start - startOf(nodes)}-${end - startOf(nodes)}`)
    .join();

export const lowerPiece = (
  sourceFile: ts.SourceFile,
  nodes: readonly ts.Statement[],
  regions: readonly Span[],
  { scope, kind }: { readonly scope: Scope; readonly kind: FileCode['kind'] },
): LoweredPiece => {
  const lowering = new Lowering(sourceFile, regions, startOf(nodes));
  const firstSlot = scope.layout.slotCount;
  const freeNames = new Set<string>();
  scope.freeNames = freeNames;
  const usedNames = new Set<string>();
  scope.usedNames = usedNames;
  const functions = bindFunctions(nodes, scope, lowering);
  const body = lowerStatements(nodes, scope, lowering);
  const code: PieceCode = {
    file: sourceFile.fileName,
    site: lowering.siteOf({ start: startOf(nodes), end: endOf(nodes) }, 'piece'),
    functions,
    body,
    declares: nodes.flatMap(declaredBy),
    mentions: mentionsOf(nodes),
    // What a script or a CommonJS module gives away is settled as it runs.
    inert: kind === 'module' && nodes.every(isInert),
    functionCount: nodes.reduce((sum, node) => sum + functionsIn(node), 0),
  };
  return {
    code,
    lowering,
    types: lowering.types,
    freeNames,
    usedNames,
    firstSlot,
    nextSlot: scope.layout.slotCount,
    regions: regionsWithin(nodes, regions),
  };
};

/** Most pieces are one statement: its own set serves. */
const mentionsOf = ([first, ...more]: readonly ts.Statement[]): ReadonlySet<string> => {
  const own = first ? measureBody(first).mentions : NO_NAMES;
  return more.length === 0
    ? own
    : new Set([...own, ...more.flatMap((node) => [...measureBody(node).mentions])]);
};

const declaredBy = (node: ts.Statement): readonly string[] => [
  ...lexicalNames([node]),
  ...functionsOf([node]).flatMap(({ name }) => name?.text ?? DEFAULT),
  ...(ts.isFunctionDeclaration(node) ? [] : hoistedNames(node)),
  ...(ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) ? [node.name.text] : []),
  ...(ts.isExportAssignment(node) ? [node.isExportEquals ? 'export=' : DEFAULT] : []),
  ...(ts.isClassDeclaration(node) && !node.name ? [DEFAULT] : []),
];

const DEFAULT = 'export default';

/** Functions and methods outside other functions. */
const functionsIn = (node: ts.Node): number => {
  if (isFunctionLike(node)) return 1;
  let count = 0;
  ts.forEachChild(node, (child) => {
    count += functionsIn(child);
  });
  return count;
};
