export type { Directive, ParsedDirective } from './directive.ts';
export { printDirective } from './directive-printer.ts';
export { insertPlainTag, insertTag } from './edits/insert-tag.ts';
export { removeDirective, removeTag } from './edits/remove-tag.ts';
export { wrapInRegion } from './edits/wrap-in-region.ts';
export { readTags } from './read-tags.ts';
export type * from './tag-sheet.ts';
