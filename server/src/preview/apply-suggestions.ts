import type { SourceOutline } from '../source/outline.ts';
import type { TextEdit } from '../source/text-edit.ts';
import { insertPlainTag, wrapInRegion } from '../tags/index.ts';
import type { TagSuggestion } from './suggest-tags.ts';

/** The edits that put one suggested tag above its entity, or around its statements; empty where no directive can stand. */
export const suggestionEdits = (
  { place, tag }: Pick<TagSuggestion, 'place' | 'tag'>,
  outline: SourceOutline,
): readonly TextEdit[] =>
  place.entity === null
    ? (wrapInRegion(outline, place.span, { type: tag, label: null }) ?? [])
    : insertPlainTag(outline, place.entity, tag);

/** All edits by file. Applying them and asking again suggests nothing new, so applying is idempotent. */
export const applySuggestions = (
  suggestions: readonly TagSuggestion[],
  outlineOf: (file: string) => SourceOutline,
): ReadonlyMap<string, readonly TextEdit[]> => {
  const edits = new Map<string, TextEdit[]>();
  for (const suggestion of suggestions) {
    const { file } = suggestion.place;
    const known = edits.get(file) ?? [];
    edits.set(file, [...known, ...suggestionEdits(suggestion, outlineOf(file))]);
  }
  return edits;
};
