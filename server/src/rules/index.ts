export { RULES } from './catalogue.ts';
export { checkFile, measuredFindings, type Severities, syntaxFindings } from './check-file.ts';
export type * from './finding.ts';
export type * from './measure.ts';
export type { Rule } from './rule.ts';
