import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { microRows } from '../../../scripts/accuracy/measured-rows.ts';
import { bindLoopConstant, microEntity } from '../../../scripts/accuracy/micro-entity.ts';
import { buildOutline } from '../../src/analysis/frontend/outline.ts';

const folder = path.join(import.meta.dirname, '../data');
const source = readFileSync(path.join(folder, 'micro-entities.js'), 'utf8');
const rows = microRows(readFileSync(path.join(folder, 'pages-micro.csv'), 'utf8'));
const outline = buildOutline('micro-entities.js', source);

const textOf = (line: number): string => {
  const entity = microEntity(outline, line);
  return entity === null ? '' : source.slice(entity.span.start, entity.span.end);
};

describe('the measured entity of a row', () => {
  test('is the function that the factory is', () => {
    expect(textOf(48)).toMatch(/^\(\) => \{\n {2}let x = 1;/);
  });

  test('is the function that the factory returns, not one it builds before', () => {
    expect(textOf(58)).toBe('() => {\n    sink = fib(25);\n  }');
    expect(textOf(332)).toMatch(/^\(\) => \{\n {4}let s = 0;\n {4}for \(const x of g/);
  });

  test('is found for every row, and is not the factory itself', () => {
    for (const { line, name } of rows) expect(textOf(line), name).toMatch(/^(async )?\(\) =>/);
    expect(textOf(460)).toMatch(/^\(\) =>\n {4}new Promise/);
  });
});

describe('the constant of a loop around several rows', () => {
  test('is bound from the row’s name, in a text of the same length', () => {
    for (const row of rows.filter(({ line }) => line === 199)) {
      const bound = bindLoopConstant(source, row);
      const size = /fill ([\d.]+) MB/.exec(row.name)?.[1] ?? 'none';
      expect(bound).toContain(`for (const S of [${size} `);
      expect(bound).toHaveLength(source.length);
    }
  });

  test('leaves every other row alone', () => {
    const others = rows.filter(({ line }) => line !== 199 && line !== 215);
    for (const row of others) expect(bindLoopConstant(source, row)).toBe(source);
  });
});
