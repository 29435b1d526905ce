import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { buildOutline } from '../../src/analysis/frontend/outline.ts';
import { checkFile, RULES, type Severities } from '../../src/rules/index.ts';
import { applyEdits } from '../../src/source/text-edit.ts';
import { readTags } from '../../src/tags/index.ts';
import { type ExampleFigures, measureOf } from './example-measure.ts';

const folder = path.join(import.meta.dirname, '../../../docs/rules');
const page = (name: string): string => readFileSync(path.join(folder, `${name}.md`), 'utf8');

interface Example {
  readonly code: string;
  readonly figures: ExampleFigures | null;
}

const example = (text: string, heading: string): Example => {
  const section = text.split(/^## /m).find((part) => part.startsWith(heading)) ?? '';
  const code = /```ts\n(.*?)```/s.exec(section)?.[1];
  if (code === undefined) throw new Error(`No example under "${heading}"`);
  const json = /```json\n(.*?)```/s.exec(section)?.[1];
  return { code, figures: json === undefined ? null : JSON.parse(json) };
};

/** Only for the page of a rule that is off by itself. */
const switchedOn = (rule: string): Severities =>
  RULES.some(({ name, defaultSeverity }) => name === rule && defaultSeverity === 'off')
    ? { [rule]: 'warning' }
    : {};

const check = ({ code, figures }: Example, severities: Severities = {}) => {
  const outline = buildOutline('example.ts', code);
  return checkFile(outline, readTags(outline), figures && measureOf(figures), severities);
};

test('there is a page for every rule, and no other', () => {
  const pages = readdirSync(folder).map((file) => file.replace(/\.md$/, ''));
  expect(pages.sort()).toEqual([...RULES.map(({ name }) => name), 'README'].sort());
});

test('the table of rules says what the rules say', () => {
  const rows = [...page('README').matchAll(/^\| \[(.+?)\]\(\1\.md\) \| (\w+) \| ([\w ]+) \| (.+) \|$/gm)];
  expect(rows.map(([, ...cells]) => cells).sort()).toEqual(
    RULES.map(({ name, defaultSeverity, needs, summary }) => [
      name,
      defaultSeverity,
      needs === 'syntax' ? 'while typing' : 'with figures',
      summary,
    ]).sort(),
  );
});

describe.each(RULES)('the page of $name', ({ name, defaultSeverity, needs }) => {
  const text = page(name);
  const wrong = example(text, 'Wrong');
  const severities = switchedOn(name);

  test('names its severity', () => {
    const when = needs === 'syntax' ? 'Checked while typing.' : 'Needs the predicted figures.';
    expect(text).toContain(`# ${name}\n\nDefault severity: ${defaultSeverity}. ${when}\n`);
  });
  test('has a wrong example that yields the finding', () => {
    expect(check(wrong, severities).map(({ rule }) => rule)).toContain(name);
  });
  test('has a right example that yields none', () => {
    expect(check(example(text, 'Right'), severities)).toEqual([]);
  });
  test('has fixes, if any, that leave no such finding', () => {
    for (const finding of check(wrong, severities).filter(({ rule }) => rule === name)) {
      for (const { edits, title } of needs === 'syntax' ? finding.fixes : []) {
        const fixed = { ...wrong, code: applyEdits(wrong.code, edits) };
        const remaining = check(fixed, severities).filter(({ rule }) => rule === name);
        const before = check(wrong, severities).filter(({ rule }) => rule === name);
        expect(remaining.length, title).toBeLessThan(before.length);
      }
    }
  });
});
