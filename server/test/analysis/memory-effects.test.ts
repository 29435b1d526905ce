import { PAGE_BYTES } from '@migration-tags/simulator';
import { describe, expect, it } from 'vitest';
import { summarise } from '../../src/analysis/profiles/summarise.ts';
import { executionsOf, profileIn } from './program-fixture.ts';

const summaryOf = (source: string, head: string) => {
  const summary = summarise(executionsOf(source, head));
  if (!summary) throw new Error('never executed');
  return summary;
};

describe('allocation', () => {
  it('is none for objects that the optimiser removes', () => {
    const source = `
      class Point { constructor(x, y) { this.x = x; this.y = y; } }
      function sum() { let s = 0; for (let i = 0; i < 500000; i++) { const p = new Point(i, 1); s += p.x + p.y; } return s; }
      sum();`;
    expect(summaryOf(source, 'function sum').youngBytesPerCall.likely).toBeLessThan(1000);
  });

  it('is a boxed number for each that is drawn at random', () => {
    const source = `
      function draw() { let s = 0; for (let i = 0; i < 50000; i++) s += Math.random() < 0.5 ? 1 : 0; return s; }
      draw();`;
    expect(summaryOf(source, 'function draw').youngBytesPerCall.likely).toBeCloseTo(50_000 * 16, -4);
  });

  it('is none for an array that is taken apart where it is written down', () => {
    const swap = (source: string) => `
      const list = Array.from({ length: 1000 }, (_, k) => 'text' + k);
      exports.swap = function swap(i, j) { ${source} };`;
    const bytes = (source: string) => summaryOf(swap(source), 'function swap').youngBytesPerCall.likely;
    expect(bytes('[list[1], list[2]] = [list[2], list[1]];')).toBe(0);
    expect(bytes('const [a, b] = [list[1], list[2]]; list[3] = a; list[4] = b;')).toBe(0);
    expect(bytes('const pair = [list[1], list[2]]; list[3] = pair;')).toBeGreaterThan(0);
  });

  it('is made for objects that iterations hand on in the fields of one that is not', () => {
    const source = `
      class Stack { constructor() { this.top = null; } push(value) { this.top = { value, below: this.top }; } }
      function fill() { const stack = new Stack(); for (let i = 0; i < 50000; i++) stack.push(i); return stack.top.value; }
      fill();`;
    expect(summaryOf(source, 'function fill').youngBytesPerCall.likely).toBeCloseTo(50_000 * 40, -5);
  });

  it('is alive for one iteration where a loop puts nothing away', () => {
    const source = (use: string): string => `
      const sink = { name: '' };
      const all = [];
      function use(item) { sink.name = item.owner.name; ${use} }
      function run() { for (let i = 0; i < 20000; i++) use({ id: i, size: { width: i, height: i }, owner: { name: 'owner', at: { i } } }); }
      run();`;
    const passing = summaryOf(source(''), 'function run').liveYoungBytes.likely;
    const kept = summaryOf(source('all.push(item);'), 'function run').retainedBytesPerCall.likely;
    expect(passing).toBeLessThan(1000);
    expect(kept).toBeGreaterThan(20_000 * 40);
  });

  it('keeps of the texts of numbers as many as there are numbers, and no more than V8 caches', () => {
    const source = (index: string): string => `
      let text = '';
      function run() { for (let i = 0; i < 60000; i++) text = 'row ' + (${index}); }
      run();`;
    const alive = (index: string): number => summaryOf(source(index), 'function run').liveYoungBytes.likely;
    expect(alive('i % 50')).toBeLessThan(50 * 24 + 500);
    expect(alive('i')).toBeGreaterThan(100_000);
    expect(alive('i')).toBeLessThan(16_384 * 24 + 500);
  });

  it('is 40 bytes for an escaping object of two small integers', () => {
    const source = `
      const ring = new Array(64);
      function fill() { for (let i = 0; i < 50000; i++) ring[i & 63] = { x: i, y: i }; }
      fill();`;
    const { youngBytesPerCall, retainedBytesPerCall } = summaryOf(source, 'function fill');
    expect(youngBytesPerCall.likely).toBeCloseTo(50_000 * 40, -5);
    expect(retainedBytesPerCall.likely).toBe(0);
  });

  it('keeps the live part of a ring apart from what passes through it', () => {
    const source = `
      const ring = new Array(10000);
      let k = 0;
      exports.step = function step() { for (let i = 0; i < 50000; i++) { ring[k] = { i }; if (++k === 10000) k = 0; } };`;
    const { liveYoungBytes, youngBytesPerCall } = summaryOf(source, 'function step');
    expect(liveYoungBytes.likely).toBeGreaterThan(10_000 * 32 * 0.3);
    expect(liveYoungBytes.likely).toBeLessThan(youngBytesPerCall.likely);
  });

  it('is none for doubles in an array of numbers, though nobody knows one of its elements', () => {
    const source = `
      const field = new Array(20000).fill(0.5);
      exports.step = function step(given) { field[0] = given; for (let i = 1; i < 20000; i++) field[i] = i + 0.5; };`;
    expect(summaryOf(source, 'function step').youngBytesPerCall.likely).toBe(0);
  });

  const TREE =
    'function tree(depth) { return depth > 0 ? { left: tree(depth - 1), right: tree(depth - 1) } : { left: null, right: null }; }';
  const BYTES_OF_TREE = 31 * 40;
  const aliveIn = (loop: string): number =>
    summaryOf(`${TREE} function main() { ${loop} } main();`, 'function main').liveYoungBytes.likely;

  it('is alive for one call of the function that builds it, however often that is called', () => {
    const once = aliveIn('tree(4);');
    // In the mean over its growth.
    expect(once).toBeGreaterThan(0.4 * BYTES_OF_TREE);
    expect(once).toBeLessThan(BYTES_OF_TREE);
    const often = aliveIn('for (let i = 0; i < 50; i++) tree(4);');
    expect(often).toBeGreaterThan(0.3 * BYTES_OF_TREE);
    expect(often).toBeLessThan(BYTES_OF_TREE);
  });

  it('is alive for one call where functions that call one another build it', () => {
    const source = `
      function parse(depth) { return depth > 0 ? list(depth) : 1; }
      function list(depth) { const parts = []; for (let i = 0; i < 3; i++) parts.push(parse(depth - 1)); return parts; }
      function main() { for (let i = 0; i < 50; i++) parse(4); }
      main();`;
    const { liveYoungBytes, youngBytesPerCall } = summaryOf(source, 'function main');
    expect(liveYoungBytes.likely).toBeGreaterThan((0.3 * youngBytesPerCall.likely) / 50);
    expect(liveYoungBytes.likely).toBeLessThan(youngBytesPerCall.likely / 50);
  });

  it('is alive in the objects that a constructor gives it to', () => {
    const source = `
      class Node { constructor(left, right) { this.left = left; this.right = right; } }
      function tree(depth) { return depth > 0 ? new Node(tree(depth - 1), tree(depth - 1)) : new Node(null, null); }
      tree(4);`;
    const { liveYoungBytes, youngBytesPerCall } = summaryOf(source, 'function tree');
    expect(liveYoungBytes.likely).toBeGreaterThan(0.4 * youngBytesPerCall.likely);
  });

  it('is alive in a generator that was called with it', () => {
    const source = `
      function* numbers() { for (let i = 2; ; i++) yield i; }
      function* without(source, prime) { for (const i of source) if (i % prime !== 0) yield i; }
      function sieve() { let source = numbers(); for (let i = 0; i < 20; i++) source = without(source, i + 2); return source; }
      sieve();`;
    const { likely } = summaryOf(source, 'function sieve').liveYoungBytes;
    expect(likely).toBeGreaterThan(0.4 * 20 * 120);
    expect(likely).toBeLessThan(20 * 120);
  });

  it('is alive while a loop goes through what its head made, once however often the loop runs', () => {
    const source = `
      const text = 'some words to count '.repeat(500);
      let total = 0;
      let last;
      exports.count = function count() { for (let r = 0; r < 200; r++) for (const word of text.split(' ')) last = { total: total += word.length }; };`;
    const { liveYoungBytes, youngBytesPerCall } = summaryOf(source, 'function count');
    expect(liveYoungBytes.likely).toBeGreaterThan((0.2 * youngBytesPerCall.likely) / 200);
    expect(liveYoungBytes.high).toBeLessThan((4 * youngBytesPerCall.high) / 200);
  });

  it.each([
    ['for one iteration in a list that is dropped at its end', 'parts.every((part) => part > 0);', 1],
    ['for all of them in a list that is put away', 'all.push(parts);', 1000],
    [
      'for all of them in a list inside an object that is put away',
      'const made = { parts }; all.push(made);',
      1000,
    ],
    ['for one in a list that a function nobody knows is given', 'nobodyKnows(parts);', 1],
  ])('is alive %s', (_name, last, iterations) => {
    const source = `
      exports.work = function work() {
        const all = [];
        for (let i = 0; i < 1000; i++) { const parts = []; for (let j = 0; j < 50; j++) parts.push({ j }); ${last} }
        return all.length;
      };`;
    const { liveYoungBytes } = summaryOf(source, 'function work');
    // In the mean over their growth.
    expect(liveYoungBytes.likely).toBeGreaterThan(iterations * 50 * 24 * 0.4);
    expect(liveYoungBytes.likely).toBeLessThan(iterations * 50 * 24 * 2);
  });

  it('is not alive anew in an object that takes in what is older', () => {
    const source = `
      const table = new Array(1000).fill(0);
      exports.step = function step() { let last; for (let i = 0; i < 100; i++) last = { table, i }; return last; };`;
    expect(summaryOf(source, 'function step').liveYoungBytes.likely).toBeLessThan(1000);
  });

  it('is alive while the array that a call fills grows', () => {
    const source =
      'function make() { const list = []; for (let i = 0; i < 1000; i++) list.push(i); return list; } make();';
    const { likely } = summaryOf(source, 'function make').liveYoungBytes;
    expect(likely).toBeGreaterThan(0.4 * 1000 * 8);
    expect(likely).toBeLessThan(1000 * 8);
  });

  it('of a copy is the object alone, unless a property that the original lacks is added to it', () => {
    const copying = (copy: string) =>
      summaryOf(
        `const o = { a: 1, b: 2, c: 3, d: 4 }; const ring = [];
        exports.step = function step() { for (let i = 0; i < 20000; i++) ring[i & 15] = ${copy}; };`,
        'function step',
      );
    const plain = copying('{ ...o, a: i }');
    const widened = copying('{ ...o, e: i }');
    const gathered = copying('{ a: 1, ...o, e: i }');
    expect(plain.youngBytesPerCall.likely / 20_000).toBeCloseTo(56, -1);
    expect(gathered.youngBytesPerCall.likely / 20_000).toBeCloseTo(64, -1);
    expect(widened.youngBytesPerCall.likely / 20_000).toBeCloseTo(360, -1);
    expect(widened.liveYoungBytes.likely).toBeGreaterThan(100 * plain.liveYoungBytes.likely);
    expect(widened.durationSeconds.likely).toBeGreaterThan(5 * plain.durationSeconds.likely);
  });

  it('is retained when a list that is never shortened grows', () => {
    const source =
      'const list = []; exports.add = function add() { for (let i = 0; i < 10000; i++) list.push({ i }); };';
    expect(summaryOf(source, 'function add').retainedBytesPerCall.likely).toBeGreaterThan(10_000 * 32);
  });

  it('of a set that loses as many entries as it gets is its table, ever again and alive each time', () => {
    const source = `
      const set = new Set();
      let k = 0;
      exports.step = function step() { for (let i = 0; i < 10000; i++) { set.add(k); set.delete(k - 1000); k++; } };`;
    const { youngBytesPerCall, liveYoungBytes, retainedBytesPerCall } = summaryOf(source, 'function step');
    expect(youngBytesPerCall.likely).toBeCloseTo(10_000 * 41, -4);
    expect(liveYoungBytes.likely).toBeGreaterThan(20_000);
    expect(liveYoungBytes.likely).toBeLessThan(90_000);
    expect(retainedBytesPerCall).toEqual({ low: 0, likely: 0, high: 0 });
  });

  it('of a map that is written to again stays where its entries are', () => {
    const source = `
      const map = new Map();
      for (let i = 0; i < 10000; i++) map.set(i, 0);
      let v = 0;
      exports.step = function step() { v = (v + 1) & 1023; for (let i = 0; i < 10000; i++) map.set(i, v); };`;
    const { inPlace, youngBytesPerCall } = summaryOf(source, 'function step');
    expect(youngBytesPerCall.likely).toBe(0);
    expect(Math.max(...inPlace.map(({ rangeBytes }) => rangeBytes.likely))).toBeCloseTo(10_000 * 24, -4);
  });

  it('that a library function returns dies before the next comes, unless the loop puts things away', () => {
    const reading = (use: string) =>
      summaryOf(
        `const text = 'lorem ipsum '.repeat(1000);
        const ring = new Array(10).fill(null);
        exports.step = function step() { const kept = []; let n = 0; for (let i = 0; i < 10000; i++) ${use} return n + kept.length; };`,
        'function step',
      );
    const dropped = reading('n += text.substring(i, i + 30).length;');
    const kept = reading('kept.push({ word: text.substring(i, i + 30) });');
    expect(dropped.youngBytesPerCall.likely).toBeGreaterThan(200_000);
    expect(dropped.liveYoungBytes.likely).toBeLessThan(1000);
    // 640 KB in the end.
    expect(kept.liveYoungBytes.likely).toBeGreaterThan(300_000);
    expect(kept.liveYoungBytes.likely).toBeLessThan(700_000);
    // What takes the place of what was put there before keeps no more alive than fits.
    const replaced = reading('ring[i % 10] = { word: text.substring(i, i + 30) };');
    expect(replaced.liveYoungBytes.likely).toBeLessThan(20_000);
  });

  it('of typed arrays lies outside the heap', () => {
    const source = 'function make() { return new Float64Array(131072); } make();';
    const { externalBytesPerCall, youngBytesPerCall } = summaryOf(source, 'function make');
    expect(externalBytesPerCall.likely).toBe(1 << 20);
    expect(youngBytesPerCall.likely).toBeLessThan(1000);
  });

  it('boxes a double in a captured variable, but not in a field that holds doubles', () => {
    const captured = 'let t = 0.5; function add() { for (let i = 0; i < 1000; i++) t = t + 0.3; } add();';
    const field =
      'const o = { t: 0.5 }; function add() { for (let i = 0; i < 1000; i++) o.t = o.t + 0.3; } add();';
    expect(summaryOf(captured, 'function add').youngBytesPerCall.likely).toBeGreaterThan(1000 * 12);
    expect(summaryOf(field, 'function add').youngBytesPerCall.likely).toBe(0);
  });
});

describe('writes in place', () => {
  it('are of one call only those to what it is handed', () => {
    const source = `
      const fill = function fill(block, times) { for (let k = 0; k < times; k++) for (let i = 0; i < block.length; i++) block[i] = k; };
      for (let n = 1; n <= 4; n++) { const block = new Array(n * 20000); fill(block, 5); }`;
    const regions = summaryOf(source, 'function fill').inPlace;
    expect(regions.map(({ shareOfCalls }) => shareOfCalls)).toEqual([1]);
    const { likely } = profileIn(source, 'fill').pagesPerCall ?? { likely: 0 };
    expect(likely).toBeGreaterThan((20_000 * 8) / 4096);
    expect(likely).toBeLessThan((80_000 * 8) / 4096);
  });

  it('are of every call those to what was there before all', () => {
    const source = `
      const block = new Array(50000).fill(0);
      const fill = function fill() { for (let i = 0; i < block.length; i++) block[i] = i; };
      for (let n = 1; n <= 4; n++) fill();`;
    expect(summaryOf(source, 'function fill').inPlace.map(({ shareOfCalls }) => shareOfCalls)).toEqual([1]);
  });

  it('of a whole typed array have its size as range', () => {
    const source = `
      const a = new Float64Array(4 << 17);
      exports.fill = function fill() { for (let i = 0; i < a.length; i++) a[i] = 1; };`;
    const { rangePages } = profileIn(source, 'fill');
    expect(rangePages?.likely).toBeGreaterThanOrEqual(1024);
    expect(rangePages?.likely).toBeLessThan(1040);
  });

  it('in rows of a grid reach all of them, also those that were not run', () => {
    const source = `
      const grid = Array.from({ length: 512 }, () => new Array(512).fill(0).map(() => 1));
      exports.step = function step() { for (let y = 0; y < 512; y++) for (let x = 0; x < 512; x++) grid[y][x] = y & x; };`;
    const range = summaryOf(source, 'function step').inPlace.reduce(
      (sum, region) => sum + region.rangeBytes.likely,
      0,
    );
    expect(range).toBeGreaterThan(512 * 512 * 8 * 0.9);
    expect(range).toBeLessThan(512 * 512 * 8 * 1.2);
  });

  it('of a block made anew in each round of a loop are as wide as one block, however deep the loops that sweep it', () => {
    const source = `
      for (let k = 0; k < 20; k++) {
        const table = new Float64Array(1 << 22);
        for (let r = 0; r < 40; r++) for (let i = 0; i < table.length; i++) table[i] += Math.sqrt(i);
      }`;
    const block = ((1 << 22) * 8) / PAGE_BYTES;
    for (const entity of ['for (let r = 0; r < 40; r++)', 'for (let i = 0; i < table.lengt…']) {
      const [region, ...others] = summaryOf(source, entity.slice(0, 10)).inPlace;
      expect(others).toEqual([]);
      expect(region?.pattern).toBe('sweep');
      expect((region?.rangeBytes.likely ?? 0) / PAGE_BYTES).toBeCloseTo(block, -2);
      const { likely } = profileIn(source, entity).pagesPerCall ?? { likely: 0 };
      expect(likely / block).toBeCloseTo(1, 1);
    }
  });

  it('to what each round of a sampled loop makes are as wide as what one round makes', () => {
    for (const columns of [100, 1000]) {
      const source = `
        const sweep = function sweep(grid) { for (let y = 0; y < 50; y++) for (let x = 0; x < ${columns}; x++) grid[y][x] = y & x; };
        for (let k = 0; k < 3000; k++) sweep(Array.from({ length: 50 }, () => new Array(${columns}).fill(0)));`;
      const range = summaryOf(source, 'function sweep').inPlace.reduce(
        (sum, region) => sum + region.rangeBytes.likely,
        0,
      );
      expect(range / (50 * columns * 8)).toBeGreaterThan(0.8);
      expect(range / (50 * columns * 8)).toBeLessThan(1.3);
    }
  });

  it('to what each round makes and later ones go on finding are as wide as all of it', () => {
    const source = `
      const all = [];
      const touch = function touch() { for (const one of all) one.count++; };
      for (let k = 0; k < 3000; k++) { all.push({ count: 0, name: 'one', next: null }); touch(); }`;
    const range = summaryOf(source, 'function touch').inPlace.reduce(
      (sum, region) => sum + region.rangeBytes.likely,
      0,
    );
    expect(range).toBeGreaterThan(3000 * 24 * 0.5);
  });

  it('at positions computed in a loop of which most iterations are not run are random', () => {
    const source = `
      const table = new Float64Array(1 << 22);
      let at = 1;
      for (let r = 0; r < 4000; r++) for (let i = 0; i < 400000; i++) { at = (at * 1103515245 + 12345) % 4194304; table[at] = i; }`;
    expect(summaryOf(source, 'for (let r').inPlace.map(({ pattern }) => pattern)).toContain('random');
  });

  it('at computed positions are random', () => {
    const source = `
      const a = new Float64Array(1 << 20);
      let s = 1;
      exports.hit = function hit() {
        for (let i = 0; i < 100000; i++) { s = (Math.imul(s, 1664525) + 1013904223) | 0; a[(s >>> 5) & (a.length - 1)] = i; }
      };`;
    const [region] = summaryOf(source, 'function hit').inPlace.filter(
      ({ storage }) => storage === 'external',
    );
    expect(region?.pattern).toBe('random');
    expect(region?.rangeBytes.likely).toBeGreaterThan(7e6);
  });

  it('of arrays made one after the other go to each of them once', () => {
    const source = `
      const make = () => new Array(20000).fill(0.5);
      const one = make(), other = make();
      exports.step = function step() { for (let k = 0; k < 50; k++) for (let i = 0; i < 20000; i++) { one[i] = k + 0.5; other[i] = k + 0.5; } };`;
    const { rangePages } = profileIn(source, 'step');
    expect(rangePages?.likely).toBeGreaterThanOrEqual(2 * 39);
    expect(rangePages?.likely).toBeLessThan(2 * 45);
  });

  it('of a short call to what it has made itself are pages that it has allocated', () => {
    const sieve = (n: number) =>
      `exports.run = function run() { const flags = new Array(${n}); for (let k = 0; k < 9; k++) for (let i = 0; i < ${n}; i++) flags[i] = k; };`;
    expect(summaryOf(sieve(20_000), 'function run').inPlace).toEqual([]);
    expect(summaryOf(sieve(20_000_000), 'function run').inPlace).not.toEqual([]);
  });

  it('are nothing for arithmetic and reading', () => {
    const source = `
      const a = new Float64Array(1 << 16);
      exports.sum = function sum() { let s = 0; for (let i = 0; i < a.length; i++) s += a[i]; return s; };`;
    expect(profileIn(source, 'sum').pagesIn['100ms']?.likely).toBe(0);
  });
});
