import type { ts } from 'ts-morph';
import type { Span } from '../../source/span.ts';
import { COMMONJS_NAMES } from '../execution/code-facts/commonjs-names.ts';
import type { FileCode } from '../program/file-code.ts';
import { FileSite } from '../program/placed-site.ts';
import { functionsOf, hoistedNames, lexicalNames } from './hoisting.ts';
import { NO_NAMES } from './lower-function.ts';
import { moduleLinks, moduleNames } from './lower-module.ts';
import { type LoweredPiece, lowerPiece, pieceStatements, regionsWithin, startOf } from './lower-piece.ts';
import { lineOf } from './lowering.ts';
import { moduleKind } from './module-kind.ts';
import { Scope } from './scope.ts';

/** A file as the executor runs it, and what an edit may leave of it. */
export interface LoweredFile {
  readonly code: FileCode;
  readonly top: TopLevel;
  /** By their first statements: the compiler's parser takes over the nodes of what an edit leaves alone. */
  readonly pieces: ReadonlyMap<ts.Node, LoweredPiece>;
  /** Some code of the version before is now on another line. */
  readonly movesLines: boolean;
}

/** The top-level names of a file and the slots they live in. */
interface TopLevel {
  readonly kind: FileCode['kind'];
  readonly names: string;
  readonly scope: Scope;
  readonly slotCount: number;
  readonly site: FileSite;
}

/** A source file as the executor runs it; of `previous`, its version before an edit, the pieces that are the same. */
export const lowerFile = (
  sourceFile: ts.SourceFile,
  regions: readonly Span[],
  previous: LoweredFile | null = null,
): LoweredFile => {
  const top = topLevelOf(sourceFile, previous?.top ?? null);
  const { scope, site, kind } = top;
  site.span = { start: sourceFile.getStart(sourceFile), end: sourceFile.end };
  site.line = lineOf(site.span.start, sourceFile.getLineStarts());
  scope.layout.slotCount = top.slotCount;
  const pieces = new Map<ts.Node, LoweredPiece>();
  let movesLines = false;
  for (const nodes of pieceStatements(sourceFile, regions)) {
    const [first] = nodes;
    if (!first) continue;
    const known = previous?.top === top && nodes.length === 1 ? previous.pieces.get(first) : undefined;
    const isSame =
      known?.firstSlot === scope.layout.slotCount && known.regions === regionsWithin(nodes, regions);
    const piece = known && isSame ? known : lowerPiece(sourceFile, nodes, regions, top);
    if (piece === known && piece.lowering.moveTo(startOf(nodes), sourceFile)) movesLines = true;
    scope.layout.slotCount = piece.nextSlot;
    pieces.set(first, piece);
  }
  const lowered = [...pieces.values()];
  const codes = lowered.map(({ code }) => code);
  const usedNames = new Set(lowered.flatMap((piece) => [...piece.usedNames]));
  return {
    top,
    pieces,
    movesLines,
    code: {
      file: sourceFile.fileName,
      kind,
      pieces: codes,
      main: {
        site,
        name: '',
        parameters: [],
        slotCount: scope.layout.slotCount,
        functions: codes.flatMap(({ functions }) => functions),
        argumentsSlot: null,
        selfSlot: null,
        body: codes.flatMap(({ body }) => body),
        arrow: false,
        async: true,
        generator: false,
        size: Number.MAX_SAFE_INTEGER,
        mentions: NO_NAMES,
        returns: null,
        implicit: false,
      },
      ...moduleLinks(sourceFile, scope, usedNames),
      types: new Map(lowered.flatMap(({ types }) => [...types])),
      freeNames: new Set(lowered.flatMap(({ freeNames }) => [...freeNames])),
    },
  };
};

/** The same as before, slots included, when the file declares the same names. */
const topLevelOf = (sourceFile: ts.SourceFile, previous: TopLevel | null): TopLevel => {
  const kind = moduleKind(sourceFile);
  const { statements } = sourceFile;
  const variables = [
    ...(kind === 'commonjs' ? COMMONJS_NAMES : []),
    ...moduleNames(sourceFile),
    ...statements.flatMap(hoistedNames),
  ];
  const lexical = lexicalNames(statements);
  const functions = functionsOf(statements).flatMap(({ name }) => name?.text ?? []);
  const names = [variables, lexical, functions].map((group) => group.join()).join(';');
  if (previous?.kind === kind && previous.names === names) return previous;
  const scope = Scope.topLevel(kind === 'script' ? 'script' : 'module');
  for (const name of variables) scope.declare(name, false);
  for (const name of lexical) scope.declare(name, true);
  for (const name of functions) scope.declare(name, false);
  const site = new FileSite(sourceFile.fileName, { start: 0, end: 0 }, 1);
  return { kind, names, scope, slotCount: scope.layout.slotCount, site };
};
