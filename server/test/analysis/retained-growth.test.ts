import { describe, expect, it } from 'vitest';
import type { WriteSummary } from '../../src/analysis/memory/write-summary.ts';
import { summarise } from '../../src/analysis/profiles/summarise.ts';
import { inWords } from '../in-words.ts';
import { executionsOf, profileIn } from './program-fixture.ts';

const MEBIBYTE_PAGES = 256;

const summaryOf = (source: string, head: string): WriteSummary => {
  const summary = summarise(executionsOf(source, head));
  if (!summary) throw new Error('never executed');
  return summary;
};

const untilOf = (source: string, head: string): number =>
  summaryOf(source, head).retainedUntilBytes?.likely ?? Number.NaN;

describe('what a container grows by', () => {
  it('is dropped with it, when the function that made it returns', () => {
    const source = `
      function collect(n) { const list = []; for (let i = 0; i < n; i++) list.push({ i }); return list.length; }
      for (let k = 0; k < 50; k++) collect(1000);`;
    // A slot and an object of one field each.
    expect(untilOf(source, 'for (let i')).toBeGreaterThan(1000 * 32);
    expect(untilOf(source, 'for (let i')).toBeLessThan(1000 * 80);
  });

  it('is dropped with it, when the iteration that made it ends', () => {
    const source = `
      let total = 0;
      for (let k = 0; k < 50; k++) { const list = []; for (let i = 0; i < 1000; i++) list.push({ i }); total += list.length; }`;
    expect(untilOf(source, 'for (let i')).toBeLessThan(1000 * 80);
  });

  it('is what the program adds to one that lives as long as the program', () => {
    const source = `
      const list = [];
      function add(n) { for (let i = 0; i < n; i++) list.push({ i }); }
      for (let k = 0; k < 20; k++) add(1000);`;
    expect(untilOf(source, 'function add')).toBeGreaterThan(20_000 * 32);
    expect(untilOf(source, 'function add')).toBeLessThan(20_000 * 80);
  });

  it('is asked for where nobody knows how often it is added: once, a hundred or ten thousand times', () => {
    const source =
      'const seen = []; exports.add = function add() { for (let i = 0; i < 1000; i++) seen.push({ i }); };';
    const { retainedUntilBytes, retainedBytesPerCall, growsUnseen } = summaryOf(source, 'function add');
    expect(retainedUntilBytes?.low).toBeCloseTo(retainedBytesPerCall.low, 0);
    expect(retainedUntilBytes?.likely).toBeCloseTo(100 * retainedBytesPerCall.likely, 0);
    expect(retainedUntilBytes?.high).toBeCloseTo(10_000 * retainedBytesPerCall.high, 0);
    expect(inWords(growsUnseen)).toEqual(['`[]` (line 1)']);
    expect(profileIn(source, 'add').questions).toEqual([
      'How large does `[]` (line 1) grow? `assume range=…`',
    ]);
  });

  it('goes on for days in a loop without end', () => {
    const source = `
      const list = [];
      function main() { while (true) list.push({ at: Date.now() }); }
      main();`;
    expect(summaryOf(source, 'while').retainedUntilBytes?.low).toBeGreaterThan(1e9);
    expect(profileIn(source, 'main').rangePages?.high).toBeGreaterThan(1000 * MEBIBYTE_PAGES);
  });

  it('is that of many events where the event loop never runs dry', () => {
    const source = `
      const samples = [];
      setInterval(() => { samples.push({ rss: process.memoryUsage().rss }); }, 1000);`;
    const { retainedUntilBytes, retainedBytesPerCall, growsUnseen } = summaryOf(source, '() =>');
    expect(retainedUntilBytes?.likely).toBeCloseTo(10_000 * retainedBytesPerCall.likely, -2);
    expect(growsUnseen).toEqual([]);
  });
});

describe('the range of a loop that fills a list', () => {
  it.each([100, 10_000, 1_000_000])('is that of the function that drops it: %i objects', (count) => {
    const source = `
      function squares(n) { const list = []; for (let i = 0; i < n; i++) list.push({ i, square: i * i }); return list; }
      console.log(squares(${count}).length);`;
    const range = profileIn(source, 'for (let i = 0; i < n; i++)').rangePages?.likely ?? Number.NaN;
    const around = profileIn(source, 'squares').rangePages?.likely ?? Number.NaN;
    expect(range / around).toBeGreaterThan(0.5);
    // The function's list counts as long as it is in the mean, the loop's as long as it gets.
    expect(range / around).toBeLessThan(3.5);
  });
});
