import { nearestName } from '@migration-tags/simulator';
import { firstAtOrBehind } from '../source/first-at-or-behind.ts';
import type { Span } from '../source/span.ts';
import type { ParsedDirective } from './directive.ts';
import type { Placement } from './placement.ts';
import type { TagProblem } from './problem.ts';
import type { TagTarget } from './tag-sheet.ts';

export interface PlacedDirective {
  readonly parsed: ParsedDirective;
  readonly placement: Placement;
  readonly commentSpan: Span;
}

export type RegionTarget = Extract<TagTarget, { kind: 'region' }>;

interface OpenRegion {
  readonly label: string | null;
  readonly begin: PlacedDirective;
}

/**
 * Pairs each `end` with its `begin`: in the same list, the innermost of the same label, or without a label the innermost
 * unlabelled one. `directives` in document order.
 */
export const matchRegions = (
  directives: readonly PlacedDirective[],
  report: (problem: TagProblem) => void,
): ReadonlyMap<ParsedDirective, RegionTarget> => {
  const regions = new Map<ParsedDirective, RegionTarget>();
  const open: OpenRegion[] = [];

  const close = (end: PlacedDirective): void => {
    const label = end.parsed.directive?.kind === 'end' ? end.parsed.directive.label : null;
    const sameLabel = open.filter((region) => region.label === label);
    const region = sameLabel.findLast(({ begin }) => begin.placement.list === end.placement.list);
    if (!region) {
      const elsewhere = sameLabel.at(-1);
      if (elsewhere) {
        open.splice(open.indexOf(elsewhere), 1);
        const begin = elsewhere.begin.parsed.span;
        report({ kind: 'region-across-blocks', span: end.parsed.span, label, begin });
        return;
      }
      const labels = open
        .filter(({ begin }) => begin.placement.list === end.placement.list)
        .flatMap((other) => other.label ?? []);
      const meant = label === null ? (labels.at(-1) ?? null) : nearestName(label, labels);
      // Its region counts as ended: one mistake, one report.
      if (meant !== null)
        open.splice(
          open.findLastIndex((other) => other.label === meant),
          1,
        );
      report({ kind: 'end-without-begin', span: end.parsed.span, label, meant });
      return;
    }
    const position = open.indexOf(region);
    const crossed = open.slice(position + 1).find(({ begin }) => begin.placement.list === end.placement.list);
    open.splice(position, 1);
    // One that is malformed already has its report.
    if (region.begin.parsed.directive === null) return;
    if (crossed) {
      const { span } = crossed.begin.parsed;
      report({ kind: 'crossing-regions', span: end.parsed.span, label, crossed: span });
      return;
    }
    const { list, nextItem: firstItem } = region.begin.placement;
    const endItem = firstAtOrBehind(list.items, end.commentSpan.start);
    if (endItem <= firstItem) {
      const [begin, endSpan] = [region.begin.parsed.span, end.parsed.span];
      report({ kind: 'empty-region', span: begin, begin, end: endSpan });
      return;
    }
    const span = { start: region.begin.commentSpan.start, end: end.commentSpan.end };
    regions.set(region.begin.parsed, { kind: 'region', label, span, list: list.index, firstItem, endItem });
  };

  for (const placed of directives) {
    const { parsed, placement } = placed;
    const isEnd = parsed.directive?.kind === 'end';
    if (!isEnd && parsed.opensRegion === null) continue;
    if (placement.list.kind !== 'statements' || placement.inside) {
      report({ kind: 'region-outside-statements', span: parsed.span });
    } else if (isEnd) {
      close(placed);
    } else if (parsed.opensRegion) {
      open.push({ label: parsed.opensRegion.label, begin: placed });
    }
  }

  for (const { label, begin } of open) {
    const { list, nextItem: firstItem } = begin.placement;
    if (begin.parsed.directive === null) continue;
    report({ kind: 'region-without-end', span: begin.parsed.span, label, list: list.index, firstItem });
  }
  return regions;
};
