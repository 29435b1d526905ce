import { describe, expect, it } from 'vitest';
import type { Quantity } from '../../src/analysis/effects/quantity.ts';
import { sum } from '../../src/analysis/effects/quantity.ts';
import { executionsOf } from './program-fixture.ts';

/** 1,000 lines of 40 characters stand for a file a hundred times as long, which nobody reads as a whole. */
const LINES = Array.from({ length: 1000 }, (_, index) =>
  `${1000 + index},${'abc'[index % 3]},`.padEnd(39, '0'),
);
const START = `${LINES.join('\n')}\n`;
const ROWS = 100_000;
const FILES = { 'rows.csv': { bytes: ROWS * 40, start: START } };

const RECORDS = Array.from({ length: 500 }, (_, id) => `{"id":${1000 + id},"kind":"${'abc'[id % 3]}"}`);
const RECORD_LENGTH = `${RECORDS[0]},`.length;
const JSON_BYTES = 50_000 * RECORD_LENGTH;

/** Iterations of a loop, or calls of a function. */
const timesOf = (source: string, head: string, files: Parameters<typeof executionsOf>[2] = FILES): Quantity =>
  sum(executionsOf(source, head, files).map(({ trips, calls }) => (trips.likely > 0 ? trips : calls)));

const READ = "const fs = require('node:fs'); const text = fs.readFileSync('rows.csv', 'utf8');";

describe('a text file that is too large to be read as a whole', () => {
  it.each([
    ['split into lines', `${READ} for (const line of text.split('\\n')) line.trim();`, 'for (const line'],
    ['matched line by line', `${READ} for (const line of text.match(/.+/g)) line.trim();`, 'for (const line'],
    [
      'searched match by match',
      `${READ} const pattern = /.+/g; let found; while ((found = pattern.exec(text))) found[0].trim();`,
      'while ((found',
    ],
    [
      'searched for the next separator',
      `${READ} let at = 0; for (;;) { const end = text.indexOf('\\n', at); if (end < 0) break; at = end + 1; }`,
      'for (;;)',
    ],
    [
      'read as bytes',
      "for (const line of require('fs').readFileSync('rows.csv').toString().split('\\n')) line.trim();",
      'for (const line',
    ],
    [
      'read line by line',
      `const fs = require('fs'); const readline = require('readline');
       async function main() {
         for await (const line of readline.createInterface({ input: fs.createReadStream('rows.csv') })) line.trim();
       }
       main();`,
      'for await',
    ],
    [
      'read chunk by chunk',
      `const fs = require('fs');
       async function main() {
         let rest = '';
         for await (const chunk of fs.createReadStream('rows.csv', 'utf8')) {
           const lines = (rest + chunk).split('\\n');
           rest = lines.pop();
           for (const line of lines) line.trim();
         }
       }
       main();`,
      'for (const line',
    ],
  ])('has as many lines as one that goes on as it begins: %s', (_name, source, head) => {
    const { low, likely, high } = timesOf(source, head);
    expect(likely).toBeGreaterThan(ROWS * 0.9);
    expect(likely).toBeLessThan(ROWS * 1.15);
    // The file may be another one when the program runs.
    expect(low).toBeLessThan(ROWS * 0.6);
    expect(high).toBeGreaterThan(ROWS * 2);
  });

  it('is gone through to its end by who has only looked at the beginning before', () => {
    const source = `${READ}
      function rows(most) {
        let at = 0, count = 0;
        for (;;) {
          const end = text.indexOf('\\n', at);
          if (end < 0 || count >= most) break;
          at = end + 1;
          count++;
        }
        return count;
      }
      for (let i = 0; i < 12; i++) rows(10 + i);
      for (let i = 0; i < 1e7; i++) globalThis.last = { i };
      rows(Infinity);`;
    const { likely } = timesOf(source, 'for (;;)');
    expect(likely).toBeGreaterThan(ROWS * 0.8);
    expect(likely).toBeLessThan(ROWS * 1.2);
  });

  it('has the parts that it begins with, again and again', () => {
    const source = `${READ}
      const kinds = new Map();
      for (const line of text.split('\\n')) { const kind = line.split(',')[1]; kinds.set(kind, (kinds.get(kind) ?? 0) + 1); }
      for (const [kind, count] of kinds) process.stdout.write(kind + count);`;
    expect(timesOf(source, 'for (const [kind').likely).toBeLessThanOrEqual(4);
  });

  it('answers for its characters, near the end as at the beginning', () => {
    const source = `${READ}
      let commas = 0;
      for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) === 44) { commas++; }`;
    const [loop] = executionsOf(source, 'for (let i', FILES);
    expect(loop?.trips.likely).toBeCloseTo(ROWS * 40, -3);
  });

  it('gives a list of records as long as it is, where it is one', () => {
    const start = `[${RECORDS.join(',')},{"id":9,"ki`;
    const source =
      "for (const record of JSON.parse(require('fs').readFileSync('rows.json', 'utf8'))) record.kind.trim();";
    const { likely } = timesOf(source, 'for (const record', { 'rows.json': { bytes: JSON_BYTES, start } });
    expect(likely).toBeCloseTo(50_000, -3);
  });

  it('gives what stands around the list of records as well', () => {
    const start = `{"version": 2, "rows": [${RECORDS.join(',')},{"id`;
    const source = `const data = JSON.parse(require('fs').readFileSync('rows.json', 'utf8'));
      for (let i = 0; i < data.version; i++) process.stdout.write('x');
      data.rows.forEach((row) => { row.kind.trim(); });`;
    const files = { 'rows.json': { bytes: JSON_BYTES, start } };
    expect(timesOf(source, 'for (let i', files)).toEqual({ low: 2, likely: 2, high: 2 });
    expect(timesOf(source, '(row) =>', files).likely).toBeCloseTo(50_000, -3);
  });

  it('tells nothing where it is no text', () => {
    const files = { 'rows.csv': { bytes: ROWS * 40, start: `PNG\u0000${START}` } };
    const { low, high } = timesOf(
      `${READ} for (const line of text.split('\\n')) line.trim();`,
      'for (const line',
      files,
    );
    expect(high).toBeGreaterThan(low * 50);
  });
});
