import type { SourceOutline } from '../source/outline.ts';
import type { TagSheet } from '../tags/tag-sheet.ts';
import { RULES } from './catalogue.ts';
import type { Finding, Severity } from './finding.ts';
import type { FileMeasure } from './measure.ts';
import type { Report, Rule } from './rule.ts';
import { isSuppressed } from './suppression.ts';

/** Severity by rule name; a rule without an entry has its default. */
export type Severities = Readonly<Record<string, Severity | 'off'>>;

const ruleNames = RULES.map(({ name }) => name);

const syntaxMemo = new WeakMap<TagSheet, { severities: Severities; findings: readonly Finding[] }>();

/** Everything to say about one file, by place. Without numbers, what syntax alone tells. */
export const checkFile = (
  outline: SourceOutline,
  sheet: TagSheet,
  measure: FileMeasure | null,
  severities: Severities,
): readonly Finding[] => {
  const syntax = syntaxFindings(outline, sheet, severities);
  if (measure === null) return syntax;
  return [...syntax, ...measuredFindings(outline, sheet, measure, severities)].sort(byPlace);
};

/** What syntax alone tells; remembered for a sheet, as every surface of an editor asks. */
export const syntaxFindings = (
  outline: SourceOutline,
  sheet: TagSheet,
  severities: Severities,
): readonly Finding[] => {
  if (sheet.directives.length === 0 && sheet.problems.length === 0) return [];
  const known = syntaxMemo.get(sheet);
  if (known?.severities === severities) return known.findings;
  const context = { outline, sheet, ruleNames };
  const findings = collect(outline, sheet, severities, (rule) =>
    rule.needs === 'syntax' ? rule.check(context) : [],
  );
  syntaxMemo.set(sheet, { severities, findings });
  return findings;
};

export const measuredFindings = (
  outline: SourceOutline,
  sheet: TagSheet,
  measure: FileMeasure,
  severities: Severities,
): readonly Finding[] => {
  const context = { outline, sheet, ruleNames, measure };
  return collect(outline, sheet, severities, (rule) => (rule.needs === 'numbers' ? rule.check(context) : []));
};

const collect = (
  outline: SourceOutline,
  sheet: TagSheet,
  severities: Severities,
  run: (rule: Rule) => readonly Report[],
): readonly Finding[] =>
  RULES.flatMap((rule) => {
    const severity = severities[rule.name] ?? rule.defaultSeverity;
    if (severity === 'off') return [];
    return run(rule)
      .map((report) => ({ rule: rule.name, severity, ...report }))
      .filter((finding) => !isSuppressed(finding, outline, sheet));
  }).sort(byPlace);

const byPlace = (a: Finding, b: Finding): number => a.span.start - b.span.start || a.span.end - b.span.end;
