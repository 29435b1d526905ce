import type { CodeEntity, SourceOutline } from '../../server/src/source/outline.ts';
import { lineStart } from './micro-entity.ts';

/**
 * The entity of a public program that a measured row speaks of: the outermost function whose own text begins on the row's first
 * line, else the innermost one around that line. `null` for code outside every function.
 */
export const sourceEntity = (outline: SourceOutline, firstLine: number): CodeEntity | null => {
  const start = lineStart(outline.text, firstLine);
  const end = lineStart(outline.text, firstLine + 1);
  const functions = outline.entities.filter(({ kind }) =>
    ['function', 'method', 'constructor', 'accessor', 'arrow'].includes(kind),
  );
  const beginning = functions.find(({ span }) => span.start >= start && span.start < end);
  return beginning ?? functions.filter(({ span }) => span.start <= start && start < span.end).at(-1) ?? null;
};
