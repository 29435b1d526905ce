import type { PieceCode } from './file-code.ts';
import type { PieceGraph } from './piece-graph.ts';

/** A part of a program that runs without the others: nothing that it may use changes what they do. */
export interface Part {
  readonly root: PieceCode;
  readonly pieces: ReadonlySet<PieceCode>;
  /** Those whose functions are run in this part when it does not call them itself. */
  readonly own: ReadonlySet<PieceCode>;
}

export interface Parts {
  /** The files that were looked at: what else runs is found only as it does. */
  readonly files: ReadonlySet<string>;
  /** All that acts or holds state, with all it may use and all that may use its state: run together. */
  readonly together: ReadonlySet<PieceCode>;
  /** Functions and classes that share no state with anything, each with what it may use. */
  readonly alone: readonly Part[];
}

/** Takes a program apart; `wanted`: the files whose functions are run though nothing calls them. */
export const partsOf = (entries: readonly string[], wanted: readonly string[], graph: PieceGraph): Parts => {
  const loaded = [...graph.importedFrom(entries)].flatMap((file) => graph.piecesOf(file));
  const asked = wanted.flatMap((file) => graph.piecesOf(file));
  const acting = graph.closureOf(loaded.filter(({ inert }) => !inert));
  // A package may hold state, and is loaded once.
  const tied = usersOf(graph, asked, (piece) => !piece.inert || graph.usesPackages(piece));
  const together = new Set([...acting, ...graph.closureOf(asked.filter((piece) => tied.has(piece)))]);
  const free = asked.filter((piece) => piece.functionCount > 0 && !together.has(piece));
  return {
    files: graph.importedFrom([...entries, ...wanted]),
    together,
    alone: partsAlone(graph, free),
  };
};

/** The pieces that may use, directly or not, one of which `isMeant` holds; those too. */
const usersOf = (
  graph: PieceGraph,
  pieces: readonly PieceCode[],
  isMeant: (piece: PieceCode) => boolean,
): ReadonlySet<PieceCode> => {
  const usedBy = new Map<PieceCode, PieceCode[]>();
  const users = new Set<PieceCode>();
  for (const piece of graph.closureOf(pieces)) {
    if (isMeant(piece)) users.add(piece);
    for (const needed of graph.needsOf(piece)) {
      const others = usedBy.get(needed);
      if (others) others.push(piece);
      else usedBy.set(needed, [piece]);
    }
  }
  for (const piece of users) for (const user of usedBy.get(piece) ?? []) users.add(user);
  return users;
};

/** One part for each piece that no other uses, then for those left that use each other in a circle. */
const partsAlone = (graph: PieceGraph, pieces: readonly PieceCode[]): readonly Part[] => {
  const used = new Set(pieces.flatMap((piece) => graph.needsOf(piece)));
  const free = new Set(pieces);
  const taken = new Set<PieceCode>();
  const parts: Part[] = [];
  for (const root of [...pieces.filter((piece) => !used.has(piece)), ...pieces]) {
    if (taken.has(root)) continue;
    const reached = graph.closureOf([root]);
    const own = new Set([...reached].filter((piece) => free.has(piece) && !taken.has(piece)));
    for (const piece of own) taken.add(piece);
    parts.push({ root, pieces: reached, own });
  }
  return parts;
};
