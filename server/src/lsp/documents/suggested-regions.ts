import { lineEnd } from '../../source/lines.ts';
import { contains, type Span } from '../../source/span.ts';
import type { FileForecast, SuggestedRegion } from '../predictions/forecast.ts';
import type { Syntax } from './open-document.ts';

/** Those whose statements stand and are in no region yet. */
export const suggestedRegions = (
  syntax: Syntax | null,
  forecast: FileForecast | null,
): readonly SuggestedRegion[] =>
  (forecast?.regions ?? []).filter(
    ({ statements }) =>
      statements.start < statements.end &&
      syntax?.sheet.tags.every(
        ({ target }) => target.kind !== 'region' || !contains(target.span, statements),
      ),
  );

/** Where a suggestion for several statements is shown. */
export const firstLine = (syntax: Syntax | null, { start, end }: Span): Span => ({
  start,
  end: Math.min(end, syntax ? lineEnd(syntax.outline.text, start) : end),
});
