import { say } from '@migration-tags/simulator';
import { describe, expect, test } from 'vitest';
import type { FileFindings } from '../../src/cli/output/file-findings.ts';
import { findingsGithub } from '../../src/cli/output/findings-github.ts';
import { findingsPretty } from '../../src/cli/output/findings-pretty.ts';
import { findingsSarif } from '../../src/cli/output/findings-sarif.ts';

const TEXT = 'let a = 1;\r\n\tlet é = "𝄞", b;\r\nend';
const at = (text: string) => ({ start: TEXT.indexOf(text), end: TEXT.indexOf(text) + text.length });

const CHECKED: readonly FileFindings[] = [
  {
    file: 'src/a b#1.ts',
    text: TEXT,
    findings: [
      {
        rule: 'bad-unit',
        severity: 'warning',
        span: at('b;'),
        message: say`Expected 100 % of:\ntwo lines, no less.`,
        fixes: [
          { title: say`Write b`, preferred: true, edits: [{ span: at('b'), newText: 'c' }] },
          { title: say`Nothing`, preferred: false, edits: [] },
        ],
      },
      {
        rule: 'region',
        severity: 'hint',
        span: { start: 0, end: TEXT.length },
        message: say`All.`,
        fixes: [],
      },
    ],
  },
];

const plain = (_: string, text: string): string => text;

test('pretty: the caret stands under the text, tabs and surrogates counted as the terminal shows them', () => {
  const lines = findingsPretty(CHECKED, plain);
  expect(lines[0]).toContain('src/a b#1.ts:2:');
  expect(lines.slice(1, 4)).toEqual(['  2 |  let é = "𝄞", b;', '    |               ^^', '  Fix: Write b']);
  expect(lines.at(-1)).toBe('1 warning, 1 hint in 1 file.');
});

test('github: one escaped command a finding; columns only within one line', () => {
  expect(findingsGithub(CHECKED)).toEqual([
    '::warning file=src/a b#1.ts,line=2,endLine=2,col=16,endColumn=18,title=bad-unit::Expected 100 %25 of:%0Atwo lines, no less.',
    '::notice file=src/a b#1.ts,line=1,endLine=3,title=region::All.',
  ]);
});

describe('sarif 2.1.0', () => {
  test('results refer to their rules, places count from 1 in UTF-16, names are URIs', () => {
    expect(findingsSarif(CHECKED)).toMatchObject({
      version: '2.1.0',
      runs: [
        {
          tool: { driver: { name: 'migration-tags', rules: [{ id: 'bad-unit' }, { id: 'region' }] } },
          columnKind: 'utf16CodeUnits',
          results: [
            {
              ruleId: 'bad-unit',
              ruleIndex: 0,
              level: 'warning',
              locations: [
                {
                  physicalLocation: {
                    artifactLocation: { uri: 'src/a%20b%231.ts' },
                    region: { startLine: 2, startColumn: 16, endLine: 2, endColumn: 18 },
                  },
                },
              ],
              fixes: [
                {
                  description: { text: 'Write b' },
                  artifactChanges: [{ replacements: [{ insertedContent: { text: 'c' } }] }],
                },
              ],
            },
            { ruleId: 'region', ruleIndex: 1, level: 'note', fixes: [] },
          ],
        },
      ],
    });
  });

  test('a fix without edits, which the standard forbids, is left out', () => {
    expect(JSON.stringify(findingsSarif(CHECKED))).not.toContain('Nothing');
  });
});
