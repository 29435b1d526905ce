import type { SourceOutline } from '../../source/outline.ts';
import type { Span } from '../../source/span.ts';
import type { TextEdit } from '../../source/text-edit.ts';
import { insertDirectiveText } from './insert-tag.ts';
import { removeDirective } from './remove-tag.ts';

/** Takes a directive from where it stands and puts it on a code entity, word for word. */
export const moveDirective = (
  outline: SourceOutline,
  directive: Span,
  entity: number,
): readonly TextEdit[] => [
  ...removeDirective(outline, directive),
  ...insertDirectiveText(outline, entity, outline.text.slice(directive.start, directive.end)),
];
