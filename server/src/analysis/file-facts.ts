import type { SourceOutline } from '../source/outline.ts';
import type { Span } from '../source/span.ts';
import { readTags } from '../tags/index.ts';
import type { AssumedFacts, TagSheet } from '../tags/tag-sheet.ts';
import { placeKey } from './profiles/entity-nodes.ts';
import type { PieceCode } from './program/file-code.ts';

/** What the directives of one file say to the analysis. */
export interface FileFacts {
  readonly outline: SourceOutline;
  readonly sheet: TagSheet;
  /** Statements that a tag or an assumption speaks of. */
  readonly regions: readonly Span[];
  /** By place. */
  readonly assumed: ReadonlyMap<string, AssumedFacts>;
  readonly assumptions: readonly Assumption[];
}

export interface Assumption {
  readonly span: Span;
  readonly facts: AssumedFacts;
}

export const readFacts = (file: string, outline: SourceOutline): FileFacts => {
  const sheet = readTags(outline);
  const assumed = new Map<string, AssumedFacts>();
  const assumptions: Assumption[] = [];
  const regions: Span[] = [];
  for (const { target } of sheet.tags) if (target.kind === 'region') regions.push(target.span);
  for (const { target, facts } of sheet.assumptions) {
    const span = target.kind === 'region' ? target.span : outline.entities[target.entity]?.span;
    if (span) {
      assumed.set(placeKey(file, span), { ...assumed.get(placeKey(file, span)), ...facts });
      assumptions.push({ span, facts });
    }
    if (target.kind === 'region') regions.push(target.span);
  }
  return { outline, sheet, regions, assumed, assumptions };
};

/** What is assumed inside pieces of code, the same for as long as it is: places count from the start of their piece. */
export const assumptionsInside = ({ assumptions }: FileFacts, pieces: readonly PieceCode[]): string =>
  assumptions
    .flatMap(({ span, facts }) => {
      const piece = pieces.find(({ site }) => site.span.start <= span.start && span.end <= site.span.end);
      return piece ? [[span.start - piece.site.span.start, span.end - span.start, facts]] : [];
    })
    .map((assumption) => JSON.stringify(assumption))
    .join();
