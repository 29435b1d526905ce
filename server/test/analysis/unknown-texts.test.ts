import { describe, expect, it } from 'vitest';
import { executionsOf, tripsOf } from './program-fixture.ts';

const INPUT = { 'in.txt': 8000 };
const READ = "const text = require('node:fs').readFileSync('in.txt', 'utf8');";

const tripsIn = (source: string, head: string): number =>
  executionsOf(source, head, INPUT).reduce((sum, node) => sum + node.trips.likely, 0);

describe('a text of which only the size is known', () => {
  it.each([
    ['characters', "''", 8000],
    ['lines', "'\\n'", 100],
    ['lines by a pattern', '/\\r?\\n/', 100],
    ['words', "' '", 8000 / 6],
  ])('splits into as many %s as fit into it', (_parts, separator, expected) => {
    const source = `${READ} for (const part of text.split(${separator})) {}`;
    expect(tripsIn(source, 'for (const part') / expected).toBeCloseTo(1, 1);
  });

  it('has lines whose parts are those of a line', () => {
    const source = `${READ}
      for (const line of text.split('\\n')) { for (const character of line.split('')) {} }`;
    expect(tripsIn(source, 'for (const character')).toBeCloseTo(8000, -3);
  });

  it('has digits that count up to nine', () => {
    const source = `${READ} const digit = Number(text[7]); for (let i = 0; i < digit; i++) {}`;
    const [loop] = executionsOf(source, 'for (let i', INPUT);
    expect(loop?.trips.likely).toBeLessThan(10);
    expect(loop?.trips.high).toBeLessThanOrEqual(10);
  });

  it('matches a pattern with as many groups as that has', () => {
    const source = `${READ}
      const [, key, value] = text.match(/(\\w+)=(\\w+)/);
      for (const character of value) {}`;
    expect(tripsIn(source, 'for (const character')).toBeGreaterThan(0);
  });
});

describe('a stream of lines', () => {
  it('has been read when its end is heard', () => {
    const source = `
      const fs = require('fs'); const readline = require('readline'); const events = require('events');
      async function linesOf(file) {
        const lines = [];
        const reader = readline.createInterface({ input: fs.createReadStream(file) });
        reader.on('line', (line) => { lines.push(line); });
        await events.once(reader, 'close');
        return lines;
      }
      async function main() { for (const line of await linesOf('in.txt')) {} }
      main();`;
    expect(tripsIn(source, 'for (const line')).toBeCloseTo(100, -1);
  });
});

it('JSON text is indented as it is asked to be', () => {
  const source = `
    const text = JSON.stringify([[1, 2], [3, 4]], null, 4);
    for (let i = 0; i < text.length; i++) {}`;
  expect(tripsOf(source, 'for (let i')).toBe(
    JSON.stringify(
      [
        [1, 2],
        [3, 4],
      ],
      null,
      4,
    ).length,
  );
});
