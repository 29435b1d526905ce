import { type MessageValue, say } from '@migration-tags/simulator';
import type { SourceOutline } from '../source/outline.ts';
import type { Span } from '../source/span.ts';
import type { TagTarget } from './tag-sheet.ts';

export const spanOf = (target: TagTarget, outline: SourceOutline): Span =>
  target.kind === 'region' ? target.span : (outline.entities[target.entity]?.span ?? { start: 0, end: 0 });

/** For messages: `solve`, `region checkpoint`. */
export const nameOf = (target: TagTarget, outline: SourceOutline): MessageValue => {
  if (target.kind === 'region')
    return target.label === null ? say`this region` : say`region \`${target.label}\``;
  return `\`${outline.entities[target.entity]?.name ?? ''}\``;
};

export const sameTarget = (a: TagTarget, b: TagTarget): boolean => {
  if (a.kind === 'entity') return b.kind === 'entity' && a.entity === b.entity;
  return b.kind === 'region' && a.span.start === b.span.start && a.span.end === b.span.end;
};
