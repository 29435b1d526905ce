import { inEnglish } from '@migration-tags/simulator';
import { describe, expect, it } from 'vitest';
import { checkFile } from '../../src/rules/index.ts';
import { analyzerOf, MAIN, profileNamed } from './program-fixture.ts';

const usesIn = (source: string) => {
  const analyzer = analyzerOf(source);
  return analyzer.assumptionUses(MAIN).map((facts) => facts.map(({ fact, use }) => ({ fact, ...use })));
};
const useIn = (source: string) => usesIn(source)[0]?.[0];

const SLEEP = 'const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));';

describe('trips of a loop', () => {
  it('are used where the source does not tell them', () => {
    const search = `let x = Number(process.argv[2] ?? 1);
      // @migrate assume trips=40
      while (Math.abs(x * x - 2) > 1e-9) x = (x + 2 / x) / 2;`;
    expect(useIn(search)).toEqual({ fact: 'trips', kind: 'used' });
  });

  it('are contradicted by a head that counts to a constant', () => {
    const count = (assumed: number) =>
      `const N = 100; let s = 0;\n// @migrate assume trips=${assumed}\nfor (let i = 0; i < N; i += 2) s += i;`;
    expect(useIn(count(7))).toEqual({ fact: 'trips', kind: 'contradicted', derived: 50 });
    expect(useIn(count(1e6))).toEqual({ fact: 'trips', kind: 'contradicted', derived: 50 });
    expect(useIn(count(50))).toEqual({ fact: 'trips', kind: 'known' });
  });

  it('may be fewer than the head says where the body leaves, never more', () => {
    const search = (assumed: number) =>
      `const found = (i) => i + Math.random() > 50;\n// @migrate assume trips=${assumed}\nfor (let i = 0; i < 100; i++) if (found(i)) break;`;
    expect(useIn(search(3))).toMatchObject({ kind: 'used' });
    expect(useIn(search(300))).toMatchObject({ kind: 'contradicted', derived: 100 });
  });

  it('are no contradiction to the default of an argument', () => {
    const sized =
      'const n = Number(process.argv[2] ?? 100); let s = 0;\n// @migrate assume trips=5000\nfor (let i = 0; i < n; i++) s += i;';
    expect(useIn(sized)).toMatchObject({ kind: 'used' });
  });

  it('are no contradiction to a queue, nor to one of several values', () => {
    const queue =
      'const queue = [1, 2]; const seen = new Set();\n// @migrate assume trips=24\nwhile (queue.length > 0) { const next = queue.shift(); if (!seen.has(Math.random())) queue.push(next); }';
    expect(useIn(queue)).toMatchObject({ kind: 'used' });
    const chosen =
      'const n = Math.random() < 0.5 ? 1000 : Number(globalThis.n); let s = 0;\n// @migrate assume trips=24\nfor (let i = 0; i < n; i++) s += i;';
    expect(useIn(chosen)).toMatchObject({ kind: 'used' });
  });

  it('hold for collections of a guessed length', () => {
    const source = `export function total(items) { let s = 0;
      // @migrate assume trips=5000
      for (const item of items) s += item.size;
      return s; }`;
    const analyzer = analyzerOf(`/** @param {number[]} items */ ${source}`);
    expect(analyzer.assumptionUses(MAIN)[0]?.[0]?.use).toEqual({ kind: 'used' });
    const profile = profileNamed(analyzer, 'total');
    expect(profile.questions).toEqual([]);
  });

  it('say nothing of code that is no loop, or that is never run', () => {
    expect(useIn('// @migrate assume trips=3\nfunction f() { return 1; } f();')).toMatchObject({
      kind: 'pointless',
    });
    const skipped = 'if (1 > 2) {\n// @migrate assume trips=3\nfor (;;) {} }';
    expect(useIn(skipped)).toMatchObject({ kind: 'unreached' });
  });
});

describe('a duration', () => {
  const nap = (assumed: string) =>
    `${SLEEP}\n// @migrate assume duration=${assumed}\nasync function nap() { await sleep(3000); }\nawait nap(); export {};`;

  it('is contradicted by a constant wait', () => {
    expect(useIn(nap('5s'))).toEqual({ fact: 'duration', kind: 'contradicted', derived: 3 });
    expect(useIn(nap('3s'))).toMatchObject({ kind: 'known' });
  });

  it('is no contradiction to one of several waits', () => {
    const source = `${SLEEP}
      const answer = await (await fetch('http://a')).text();
      const delay = answer === '' ? 1000 : Number(answer);
      // @migrate assume duration=250ms
      await sleep(delay); export {};`;
    expect(useIn(source)).toMatchObject({ kind: 'used' });
  });

  it('is used where the code computes, and holds for the code around', () => {
    const source = `// @migrate assume duration=4s
      function solve() { let s = 0; for (let i = 0; i < 1e6; i++) s += Math.sin(i); return s; }
      function main() { for (let i = 0; i < 3; i++) solve(); }
      main();`;
    expect(useIn(source)).toMatchObject({ kind: 'used' });
    const analyzer = analyzerOf(source);
    expect(profileNamed(analyzer, 'main').durationSeconds?.likely).toBeCloseTo(12, 1);
    expect(profileNamed(analyzer, 'solve').durationSeconds).toEqual({ low: 4, likely: 4, high: 4 });
  });

  it('of an await nobody knows stretches what waits for it', () => {
    const source = `async function main() {
      // @migrate assume duration=2s
      await fetch(process.argv[2]);
    }
    main();`;
    expect(profileNamed(analyzerOf(source), 'main').durationSeconds?.likely).toBeCloseTo(2, 1);
  });
});

describe('a size', () => {
  const load = (assume: string) => `import { readFileSync } from 'node:fs';
    ${assume}
    function load(path) { return readFileSync(path); }
    load(process.argv[2]);`;

  it('is that of what is read', () => {
    expect(useIn(load('// @migrate assume size=80MB'))).toEqual({ fact: 'size', kind: 'used' });
    const pages = (assume: string) =>
      profileNamed(analyzerOf(load(assume)), 'load').pagesPerCall?.likely ?? 0;
    expect(pages('// @migrate assume size=80MB')).toBeGreaterThan(10_000);
    expect(pages('')).toBeLessThan(1000);
  });

  it('is not that of what the code calls', () => {
    const source = `import { readFileSync } from 'node:fs';
      const header = (path) => readFileSync(path);
      // @migrate assume size=80MB
      function load(path) { return header(path); }
      load(process.argv[2]);`;
    expect(useIn(source)).toEqual({ fact: 'size', kind: 'pointless' });
  });

  it('has no use where every size is known', () => {
    expect(useIn('// @migrate assume size=4MiB\nfunction f() { return new Uint8Array(8); } f();')).toEqual({
      fact: 'size',
      kind: 'pointless',
    });
  });
});

it('each finding points at its fact and takes out that fact alone', () => {
  const source = 'let s = 0;\n// @migrate assume trips=7 size=4MiB\nfor (let i = 0; i < 10; i++) s += i;';
  const analyzer = analyzerOf(source);
  const measure = {
    budgetBytes: 1e7,
    downtimeLimitSeconds: 0.3,
    reactionSeconds: 0.01,
    tags: [],
    quietWindows: [],
    arrivals: [],
    assumptions: analyzer.assumptionUses(MAIN),
  };
  const found = checkFile(analyzer.outline(MAIN), analyzer.tags(MAIN), measure, {});
  expect(found.map(({ rule, span }) => [rule, source.slice(span.start, span.end)])).toEqual([
    ['assume-contradicted', 'trips=7'],
    ['assume-unused', 'size=4MiB'],
  ]);
  expect(found.flatMap(({ fixes }) => fixes.map(({ title }) => inEnglish(title)))).toEqual([
    'Remove `trips=7`',
    'Change to `trips=10`',
    'Remove `size=4MiB`',
  ]);
});
