import type { TagType } from '@migration-tags/simulator';
import type { Span } from '../../source/span.ts';
import type { BoundTag, TagTarget } from '../../tags/tag-sheet.ts';
import type { FileForecast } from '../predictions/forecast.ts';
import type { Syntax } from './open-document.ts';
import { firstLine, suggestedRegions } from './suggested-regions.ts';

export const LENS_KINDS = ['tagged', 'suggested', 'suggested-region'] as const;

/** A place that carries lenses: a tagged entity or region, an entity that a tag would suit, or statements that a region would. */
export interface LensAnchor {
  readonly kind: (typeof LENS_KINDS)[number];
  readonly tag: TagType;
  /** The line above which the lens stands. */
  readonly span: Span;
  /** The whole entity or region, or the statements for one. */
  readonly subject: Span;
}

/** The anchors of one good parse, in document order. */
export const lensAnchors = (syntax: Syntax, forecast: FileForecast | null): readonly LensAnchor[] => {
  const tagged = syntax.sheet.tags.flatMap((tag) => taggedAnchor(syntax, tag) ?? []);
  const taken = new Set(tagged.map(({ subject }) => subject.start));
  const suggested = (forecast?.suggestions ?? []).flatMap(({ tag, span }) => {
    const entity = syntax.outline.entities.find(({ head }) => head.start === span.start);
    if (!entity || taken.has(entity.span.start)) return [];
    return [{ kind: 'suggested', tag, span: entity.head, subject: entity.span } as const];
  });
  const regions = suggestedRegions(syntax, forecast).map(
    ({ tag, statements }) =>
      ({ kind: 'suggested-region', tag, span: firstLine(syntax, statements), subject: statements }) as const,
  );
  return [...tagged, ...suggested, ...regions].sort((a, b) => a.span.start - b.span.start);
};

const taggedAnchor = (syntax: Syntax, tag: BoundTag): LensAnchor | null => {
  const place = targetPlace(syntax, tag.target, tag.span);
  return place && { kind: 'tagged', tag: tag.type, ...place };
};

const targetPlace = (
  { outline }: Syntax,
  target: TagTarget,
  directive: Span,
): Pick<LensAnchor, 'span' | 'subject'> | null => {
  switch (target.kind) {
    case 'entity': {
      const entity = outline.entities[target.entity];
      return entity ? { span: entity.head, subject: entity.span } : null;
    }
    case 'region':
      return { span: directive, subject: target.span };
  }
};
