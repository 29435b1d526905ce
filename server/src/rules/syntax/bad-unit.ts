import { type Dimension, say, unitsOf } from '@migration-tags/simulator';
import type { Fix } from '../finding.ts';
import { spellingFix } from '../fixes.ts';
import { problemRule } from './problem-rule.ts';

/** Offered when a number has no unit at all. */
const COMMON: Readonly<Record<Dimension, readonly string[]>> = {
  duration: ['ms', 's'],
  bytes: ['KiB', 'MiB'],
  'page-rate': ['pages/s'],
  'call-rate': ['/s', '/min'],
  bandwidth: ['Mbit/s'],
  count: [],
};

export const badUnit = problemRule({
  name: 'bad-unit',
  defaultSeverity: 'error',
  summary: say`A quantity has no unit, or one that does not measure what is asked.`,
  word({ span, reason, dimension, meant }, { text }) {
    const found = text.slice(span.start, span.end);
    const isUnit = !/^\d/.test(found);
    const completions = isUnit ? [] : COMMON[dimension].filter((unit) => unitsOf(dimension).includes(unit));
    const fixes: readonly Fix[] =
      meant !== null
        ? [spellingFix(span, meant)]
        : completions.map((unit) => ({
            title: say`Change to \`${found}${unit}\``,
            preferred: false,
            edits: [{ span: { start: span.end, end: span.end }, newText: unit }],
          }));
    return { message: say`${reason}.`, fixes };
  },
});
