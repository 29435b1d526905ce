import type { SourceOutline } from '../source/outline.ts';
import type { TagSheet } from '../tags/tag-sheet.ts';
import { sameTarget, spanOf } from '../tags/target.ts';
import type { Finding } from './finding.ts';

/** Some `@migrate ignore RULE reason` covers the finding: it lies in the code ignored or in a directive on it. */
export const isSuppressed = (
  { rule, span }: Finding,
  outline: SourceOutline,
  { suppressions, tags, assumptions }: TagSheet,
): boolean =>
  suppressions.some((suppression) => {
    if (suppression.rule !== rule) return false;
    const code = spanOf(suppression.target, outline);
    const onSameTarget = [...tags, ...assumptions].filter(({ target }) =>
      sameTarget(target, suppression.target),
    );
    return [code, suppression.span, ...onSameTarget.map((directive) => directive.span)].some(
      (area) => area.start <= span.start && span.end <= area.end,
    );
  });
