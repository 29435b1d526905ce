import { readdirSync } from 'node:fs';
import { inEnglish } from '@migration-tags/simulator';
import { describe, expect, test } from 'vitest';
import { buildOutline } from '../../src/analysis/frontend/outline.ts';
import { checkFile, RULES, type Severities } from '../../src/rules/index.ts';
import { applyEdits } from '../../src/source/text-edit.ts';
import { readTags } from '../../src/tags/index.ts';
import { measureOf } from './example-measure.ts';
import { PAGES, type PageExample, pageExample, pageOf, switchedOn } from './page-example.ts';

const check = ({ code, figures }: PageExample, severities: Severities = {}) => {
  const outline = buildOutline('example.ts', code);
  return checkFile(outline, readTags(outline), figures && measureOf(figures), severities);
};

test('there is a page for every rule, and no other', () => {
  const pages = readdirSync(PAGES).map((file) => file.replace(/\.md$/, ''));
  expect(pages.sort()).toEqual([...RULES.map(({ name }) => name), 'README'].sort());
});

test('the table of rules says what the rules say', () => {
  const rows = [...pageOf('README').matchAll(/^\| \[(.+?)\]\(\1\.md\) \| (\w+) \| ([\w ]+) \| (.+) \|$/gm)];
  expect(rows.map(([, ...cells]) => cells).sort()).toEqual(
    RULES.map(({ name, defaultSeverity, needs, summary }) => [
      name,
      defaultSeverity,
      needs === 'syntax' ? 'while typing' : 'with figures',
      inEnglish(summary),
    ]).sort(),
  );
});

describe.each(RULES)('the page of $name', ({ name, defaultSeverity, needs }) => {
  const text = pageOf(name);
  const wrong = pageExample(text, 'Wrong');
  const severities = switchedOn(name);

  test('names its severity', () => {
    const when = needs === 'syntax' ? 'Checked while typing.' : 'Needs the predicted figures.';
    expect(text).toContain(`# ${name}\n\nDefault severity: ${defaultSeverity}. ${when}\n`);
  });
  test('has a wrong example that yields the finding', () => {
    expect(check(wrong, severities).map(({ rule }) => rule)).toContain(name);
  });
  test('has a right example that yields none', () => {
    expect(check(pageExample(text, 'Right'), severities)).toEqual([]);
  });
  test('has fixes, if any, that leave no such finding', () => {
    for (const finding of check(wrong, severities).filter(({ rule }) => rule === name)) {
      for (const { edits, title } of needs === 'syntax' ? finding.fixes : []) {
        const fixed = { ...wrong, code: applyEdits(wrong.code, edits) };
        const remaining = check(fixed, severities).filter(({ rule }) => rule === name);
        const before = check(wrong, severities).filter(({ rule }) => rule === name);
        expect(remaining.length, inEnglish(title)).toBeLessThan(before.length);
      }
    }
  });
});
