import type { AssumedFactUse } from '../analysis/assumption-use.ts';
import type { Span } from '../source/span.ts';
import { settingSpan } from '../tags/setting-span.ts';
import type { Fix } from './finding.ts';
import { removalFix, wordRemovalFix } from './fixes.ts';
import type { MeasuredContext } from './rule.ts';

export interface MeasuredFact {
  readonly measure: AssumedFactUse;
  /** `trips=100` */
  readonly span: Span;
  readonly removal: Fix;
}

/** The facts of every `assume` that the analysis had to do with. */
export const measuredFacts = ({ outline, sheet, measure }: MeasuredContext): readonly MeasuredFact[] =>
  sheet.assumptions.flatMap((assumption, index) => {
    const parsed = sheet.directives.find(({ span }) => span.start === assumption.span.start);
    const facts = measure.assumptions[index] ?? [];
    if (!parsed) return [];
    return facts.map((fact) => {
      const span = settingSpan(parsed, fact.fact, outline.text);
      const isAlone = Object.keys(assumption.facts).length === 1;
      const removal = isAlone ? removalFix(outline, assumption.span) : wordRemovalFix(outline, span);
      return { measure: fact, span, removal };
    });
  });
