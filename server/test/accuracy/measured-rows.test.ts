import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseCsv } from '../../../scripts/accuracy/csv.ts';
import { functionRows, microRows, programRows } from '../../../scripts/accuracy/measured-rows.ts';
import { repeatedRows } from '../../../scripts/accuracy/repeated-rows.ts';

const read = (name: string): string => readFileSync(path.join(import.meta.dirname, '../data', name), 'utf8');

describe('comma-separated text', () => {
  test('may quote commas and quotes, end its lines either way, and leave fields empty', () => {
    expect(parseCsv('a,b,c\r\n"1,5","say ""x""",\n,2,3\n').map((record) => [...record.values()])).toEqual([
      ['1,5', 'say "x"', ''],
      ['', '2', '3'],
    ]);
  });
});

describe('the measured files', () => {
  test('give every row its numbers', () => {
    expect(microRows(read('pages-micro.csv'))).toHaveLength(90);
    expect(programRows(read('pages-programs.csv'))).toHaveLength(23);
    expect(functionRows(read('pages-functions.csv'))).toHaveLength(31);
  });

  test('tell flags, lines and quoted names', () => {
    const rows = microRows(read('pages-micro.csv'));
    expect(rows.find(({ name }) => name === 'numeric loop (int, Math.imul)')).toMatchObject({
      line: 48,
      maxSemiSpaceMiB: null,
      pagesIn: { '10ms': 15, '100ms': 15, '1s': 19 },
    });
    expect(rows.at(-1)).toMatchObject({ line: 114, maxSemiSpaceMiB: 64 });
  });

  test('name the place of a function where it has one', () => {
    const rows = functionRows(read('pages-functions.csv'));
    const [placeless] = functionRows('name,function,ms_per_call,pages_per_call\na,f,5,500\n');
    expect(placeless?.firstLine).toBeNull();
    expect(rows.find(({ name }) => name === 'matmul matmul')).toMatchObject({
      firstLine: 13,
      pagesPerCall: 493,
    });
  });

  test('take off a call what the faults of its counted pages took, where it was timed among them', () => {
    const header = 'name,function,ms_per_call,pages_per_call,notes\n';
    const [timedAmongFaults] = functionRows(`${header}a,f,5,500,inclusive of callees; driven by main()\n`);
    expect(timedAmongFaults?.callMs).toBe(4);
    const [timedAlone] = functionRows(`${header}a,f,5,500,inclusive of callees\n`);
    expect(timedAlone?.callMs).toBe(5);
    const sets = ['unseen', 'second-unseen', 'third-opened', 'third-unseen'];
    const rows = sets.flatMap((set) => functionRows(read(`pages-${set}-functions.csv`)));
    expect(Math.min(...rows.map(({ callMs }) => callMs))).toBeGreaterThan(0);
  });

  test('refuse a row without its number', () => {
    expect(() => functionRows('name,ms_per_call,pages_per_call\nf,1,x\n')).toThrow('pages_per_call');
  });
});

describe('rows measured again', () => {
  test('stand beside the ones they repeat', () => {
    const repeated = repeatedRows(
      programRows(read('pages-programs.csv')),
      programRows(read('pages-reproduced-programs.csv')),
    );
    expect(repeated).toHaveLength(15);
    expect(repeated.find(({ name }) => name === 'awfy Storage')).toEqual({
      name: 'awfy Storage',
      unit: 'pages in 100 ms',
      first: 8306,
      again: 8317,
    });
  });

  test('agree within a factor of 2.5 in four of five', () => {
    const pairs = repeatedRows(
      [...programRows(read('pages-programs.csv')), ...functionRows(read('pages-functions.csv'))],
      [
        ...programRows(read('pages-reproduced-programs.csv')),
        ...functionRows(read('pages-reproduced-functions.csv')),
      ],
    );
    const close = pairs.filter(({ first, again }) => again >= first / 2.5 && again <= first * 2.5);
    expect(close.length / pairs.length).toBeGreaterThan(0.8);
  });
});
