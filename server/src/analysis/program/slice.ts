import type { Site } from './code.ts';
import type { FileCode, PieceCode } from './file-code.ts';
import { TOP_LEVEL } from './placed-site.ts';

/** The file as if it consisted of some of its pieces only. */
export const sliceOf = (code: FileCode, isIn: ReadonlySet<PieceCode>): FileCode => {
  const pieces = code.pieces.filter((piece) => isIn.has(piece));
  if (pieces.length === code.pieces.length) return code;
  return {
    ...code,
    pieces,
    main: {
      ...code.main,
      functions: pieces.flatMap(({ functions }) => functions),
      body: pieces.flatMap(({ body }) => body),
    },
  };
};

/** A slice that runs for its functions: it imports what it mentions only, and its top level is nobody's. */
export const aloneOf = (code: FileCode): FileCode => {
  const mentioned = new Set(code.pieces.flatMap(({ mentions }) => [...mentions]));
  const exported = new Set([...code.exports.values()].map(({ name }) => name));
  const site: Site = { file: code.file, span: { start: -1, end: -1 }, line: 0, label: TOP_LEVEL };
  return {
    ...code,
    imports: code.imports.filter(
      ({ local }) => local !== null && (mentioned.has(local) || exported.has(local)),
    ),
    main: { ...code.main, site },
  };
};

/** Whether a place in the source lies in one of the pieces. */
export const standsIn = (pieces: Iterable<PieceCode>, { file, span }: Site): boolean => {
  for (const { file: own, site } of pieces) {
    const { start, end } = site.span;
    if (own === file && start <= span.start && span.end <= end) return true;
  }
  return false;
};
