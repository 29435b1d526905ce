import { buildOutline } from '../../../src/analysis/frontend/outline.ts';
import { readTags } from '../../../src/tags/index.ts';

/** A text whose cursor is written as `|`. */
export const atCursor = (marked: string) => {
  const offset = marked.indexOf('|');
  const text = marked.slice(0, offset) + marked.slice(offset + 1);
  const outline = buildOutline('a.ts', text);
  return { text, offset, outline, sheet: readTags(outline) };
};
