import { expect, test } from 'vitest';
import { printed, shownOutputs } from '../scripts/shown-outputs.ts';

/** Figures move with every change of the analysis, and columns with them; words, rows and their order do not. */
const withoutFigures = (output: string): readonly string[] =>
  output
    .trim()
    .replace(/[−+]?\d[\d,.]*(?:\s*(?:[KMG]i?B|B|[mµ]?s|min|h|%))?/g, '#')
    .replaceAll(/\b(?:low-range|low-frequency|hot)\b/g, 'VERDICT')
    .replaceAll(/[#–<]/g, '')
    .split(/\s+/);

test('the documentation shows outputs', () => {
  expect(shownOutputs().length).toBeGreaterThanOrEqual(4);
});

/** Each simulates a whole program, on a machine that may be busy. */
const LIMIT_MS = 120_000;

test.each(shownOutputs())('$page: `$command` prints what is shown (npm run shown-outputs)', {
  timeout: LIMIT_MS,
}, ({ command, output }) => {
  expect(withoutFigures(printed(command))).toEqual(withoutFigures(output));
});
