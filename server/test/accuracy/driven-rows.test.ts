import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { drivenBy, subjectOf } from '../../../scripts/accuracy/driven-rows.ts';
import { functionRows, type ProgramRow, programRows } from '../../../scripts/accuracy/measured-rows.ts';
import { UNSEEN_SETS } from '../../../scripts/accuracy/unseen-sets.ts';
import { listedSubjects } from '../../../scripts/measure-pages/subject-list.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

const row: ProgramRow = {
  kind: 'program',
  name: 'suite work',
  file: 'suite/main.js',
  entry: 'work()',
  firstLine: 1,
  iterationMs: 1,
  allocationMBPerSecond: 1,
  pagesIn: { '10ms': 1, '100ms': 1, '1s': 1 },
};

describe('the rows of an unseen set', () => {
  test.each(UNSEEN_SETS.map(({ name }) => name))('%s: are measured as its list says', (name) => {
    const subjects = listedSubjects(read(`scripts/measure-pages/${name}.json`));
    const programs = programRows(read(`server/test/data/pages-${name}-programs.csv`));
    const entries = programs
      .map((program) => subjectOf(program, subjects))
      .map(({ call, programArguments }) => [call, ...programArguments].join(' '));
    expect(entries).toEqual(programs.map(({ entry }) => entry));
    for (const part of functionRows(read(`server/test/data/pages-${name}-functions.csv`)))
      expect(subjectOf(part, subjects).perCall).toBe(true);
  });

  test('are refused where the list does not have them', () => {
    expect(() => subjectOf(row, [])).toThrow('suite work (suite/main.js)');
  });
});

describe('the scripts that were run before a program', () => {
  test('are put beside it where they lie elsewhere', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'driven-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    mkdirSync(path.join(folder, 'suite/data'), { recursive: true });
    writeFileSync(path.join(folder, 'suite/main.js'), 'function work() { return near + far; }');
    writeFileSync(path.join(folder, 'suite/near.js'), 'const near = 1;');
    writeFileSync(path.join(folder, 'suite/data/far.js'), 'const far = 2;');
    const list = [
      {
        suite: 'suite',
        name: 'work',
        file: 'suite/main.js',
        function: 'work',
        before: ['suite/near.js', 'suite/data/far.js'],
      },
    ];
    const source = drivenBy(listedSubjects(JSON.stringify(list)), folder)(row);
    expect(source?.text).toContain('work()');
    expect([...(source?.beside ?? [])]).toEqual([['suite/far.js', 'const far = 2;']]);
  });
});
