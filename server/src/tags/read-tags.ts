import { syntaxFindings } from '../rules/check-file.ts';
import type { SourceOutline } from '../source/outline.ts';
import { bindDirectives } from './bind-directives.ts';
import type { TagSheet } from './tag-sheet.ts';

/** All that the directives of a file say, and everything wrong with them. Never throws. */
export const readTags = (outline: SourceOutline): TagSheet => {
  const bound = bindDirectives(outline);
  return { ...bound, findings: syntaxFindings(outline, bound, {}) };
};
