import { describe, expect, it } from 'vitest';
import { createAnalyzer } from '../../src/analysis/index.ts';
import { analyzerOf, hostOf, MAIN, profileIn, profileNamed } from './program-fixture.ts';

const MIB_PAGES = 256;

describe('sizes flow', () => {
  const filled = (setup: string, size: string): string => `
    ${setup}
    function fill(a) { for (let i = 0; i < a.length; i++) a[i] = i; }
    const data = new Uint8Array(${size});
    for (let r = 0; r < 3; r++) fill(data);`;

  it.each([
    ['constants', 'const MB = 1 << 20; const SIZE = 4 * MB;', 'SIZE'],
    ['default parameters', 'const size = (n = 4 << 20) => n;', 'size()'],
    [
      'fields set in a constructor',
      'class C { constructor(n) { this.n = n * 1024; } } const c = new C(4096);',
      'c.n',
    ],
    [
      'literals of an options object',
      'const options = { buffers: { size: 4194304 } };',
      'options.buffers.size',
    ],
    ['fallbacks', 'const size = parseInt(process.argv[2]) || 4194304;', 'size'],
    ['destructuring', 'const { a: [, n = 4194304] } = { a: [1] };', 'n'],
    ['closures', 'const make = (n) => () => n; const size = make(4194304);', 'size()'],
    [
      'views of the buffer under another',
      'const words = new Uint32Array(1048576); const view = new Uint8Array(words.buffer);',
      'view.length',
    ],
    ['bytes of a buffer', 'const buffer = new Float64Array(524288).buffer;', 'buffer.byteLength'],
    ['accessors', 'const o = { get n() { return 4 * 1048576; } };', 'o.n'],
    [
      'lengths of what was mapped',
      'const parts = [1, 2, 3, 4].map((m) => m * 0 + 1048576);',
      'parts.reduce((a, b) => a + b, 0)',
    ],
  ])('through %s', (_name, setup, size) => {
    const { rangePages } = profileIn(filled(setup, size), 'fill');
    expect(rangePages?.likely).toBeGreaterThanOrEqual(4 * MIB_PAGES);
    expect(rangePages?.likely).toBeLessThan(4 * MIB_PAGES + 20);
  });
});

describe('calls are followed', () => {
  const range = (
    source: string,
    name: string,
    others: Readonly<Record<string, string>> = {},
  ): number | undefined => profileNamed(analyzerOf(source, others), name).rangePages?.likely;

  it('through prototypes and IIFE modules of legacy scripts', () => {
    const source = `
      var App = (function () {
        function Grid(n) { this.cells = new Int32Array(n * n); }
        Grid.prototype.clear = function () { for (var i = 0; i < this.cells.length; i++) this.cells[i] = 0; };
        return { Grid: Grid };
      })();
      var grid = new App.Grid(1024);
      function frame() { grid.clear(); }
      frame();`;
    expect(range(source, 'frame')).toBeGreaterThanOrEqual(4 * MIB_PAGES);
  });

  it('through inherited methods and super', () => {
    const source = `
      class Base { constructor(n) { this.a = new Uint8Array(n); } run() { this.step(); } step() {} }
      class Derived extends Base { constructor() { super(1 << 20); } step() { this.a.fill(1); } }
      function go(d) { d.run(); }
      const d = new Derived();
      for (let i = 0; i < 3; i++) go(d);`;
    expect(range(source, 'go')).toBeGreaterThanOrEqual(MIB_PAGES);
  });

  it('into other files, ES modules and CommonJS alike', () => {
    const esm = {
      '/project/work.js':
        'export const data = new Uint8Array(1 << 20); export function work() { data.fill(1); }',
    };
    const source =
      "import { work } from './work.js'; function go() { work(); } for (let i = 0; i < 3; i++) go();";
    expect(range(source, 'go', esm)).toBeGreaterThanOrEqual(MIB_PAGES);
    const common = {
      '/project/work.js':
        'const data = new Uint8Array(1 << 20); module.exports = { work: () => data.fill(1) };',
    };
    const required =
      "const { work } = require('./work'); function go() { work(); } for (let i = 0; i < 3; i++) go();";
    expect(range(required, 'go', common)).toBeGreaterThanOrEqual(MIB_PAGES);
  });

  it('from the files that call an exported function', () => {
    const main = "import { run } from './lib.js'; run(1 << 20);";
    const lib =
      'export function run(n) { const a = new Uint8Array(n); for (let r = 0; r < 9; r++) a.fill(r); }';
    const analyzer = analyzerOf(main, { '/project/lib.js': lib });
    analyzer.setText('/project/lib.js', lib);
    const profile = profileNamed(analyzer, 'run', '/project/lib.js');
    expect(profile.questions).toEqual([]);
    expect(profile.allocationBytesPerSecond?.likely).toBeGreaterThan(0);
  });

  it('into what a factory returns, with what the factory set up', () => {
    const source = `
      exports.make = () => { const a = new Float64Array(131072); return function fill() { for (let i = 0; i < a.length; i++) a[i] = 1; }; };`;
    expect(range(source, 'fill')).toBeGreaterThanOrEqual(MIB_PAGES);
  });
});

describe('time', () => {
  const seconds = (source: string, name: string): number | undefined =>
    profileIn(source, name).durationSeconds?.likely;

  it('includes waits', () => {
    const source = `
      const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
      async function poll() { await sleep(50); await sleep(70); }
      poll();`;
    expect(seconds(source, 'poll')).toBeCloseTo(0.12, 2);
  });

  it('of waits side by side is that of the longest', () => {
    const source = `
      const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
      const job = async (ms) => { await sleep(ms); };
      async function both() { await Promise.all([job(50), job(80)]); }
      both();`;
    expect(seconds(source, 'both')).toBeCloseTo(0.08, 2);
  });

  it.each([
    'new Promise((resolve) => setTimeout(resolve, 2000))',
    "require('node:timers/promises').setTimeout(2000)",
  ])('counts a wait once in rounds that are too many to run: %s', (wait) => {
    const source = `
      function solve() {
        const field = new Float64Array(8_000_000);
        for (let i = 0; i < field.length; i++) field[i] = Math.sqrt(i);
      }
      async function rest() { await ${wait}; }
      async function main() { for (let round = 0; round < 100; round++) { solve(); await rest(); } }
      main();`;
    expect(seconds(source, 'rest')).toBeCloseTo(2, 1);
    expect(seconds(source, 'main')).toBeGreaterThan(180);
    expect(seconds(source, 'main')).toBeLessThan(250);
  });

  it('of pure recursion grows as its calls do', () => {
    const fib = (n: number) =>
      `const fib = (n) => (n < 2 ? n : fib(n - 1) + fib(n - 2)); function go() { return fib(${n}); } go();`;
    const ratio = (seconds(fib(25), 'go') ?? 0) / (seconds(fib(20), 'go') ?? 1);
    expect(ratio).toBeGreaterThan(9);
    expect(ratio).toBeLessThan(13);
  });
});

describe('what cannot be known', () => {
  const unknownTrips = `
    const out = new Uint8Array(1 << 20);
    // ASSUME
    export function run(n) { for (let i = 0; i < n; i++) out[i & 0xfffff] = i; }`;

  it('is asked for', () => {
    expect(profileIn(unknownTrips, 'run').questions.join()).toContain('trips');
  });

  it('is taken from what the user declares', () => {
    const declared = unknownTrips.replace(
      '// ASSUME',
      '// @migrate assume duration=3s range=4MiB rate=200pages/s',
    );
    const profile = profileIn(declared, 'run');
    expect(profile.provenance).toBe('declared');
    expect(profile.durationSeconds?.likely).toBe(3);
    expect(profile.rangePages?.likely).toBe(1024);
    expect(profile.ratePagesPerSecond?.likely).toBe(200);
  });

  it('stays null where code is never reached', () => {
    const { outline } = { outline: analyzerOf('if (false) { for (;;) {} }').outline(MAIN) };
    const loop = outline.entities.find(({ kind }) => kind === 'loop');
    expect(
      analyzerOf('if (false) { for (;;) {} }').profiles(MAIN)[loop?.index ?? -1]?.durationSeconds,
    ).toBeNull();
  });
});

describe('what a program has too much of is run in part', () => {
  it('a list that doubles with every copy', () => {
    const { durationSeconds, pagesPerCall } = profileIn(
      'function collect() { let all = [1]; for (let i = 0; i < 40; i++) all = all.concat(all, [i]); return all; } collect();',
      'collect',
    );
    expect(durationSeconds).not.toBeNull();
    expect(pagesPerCall).not.toBeNull();
  });

  it('files that are no source are not read, however they are imported', () => {
    const read: string[] = [];
    const files = {
      [MAIN]: 'import font from "./font.woff2"; console.log(font);',
      '/project/font.woff2': 'wOF2',
    };
    const host = hostOf(files);
    const readFile = (file: string): string | undefined => {
      read.push(file);
      return host.readFile(file);
    };
    const analyzer = createAnalyzer({ ...host, readFile });
    analyzer.timeline(MAIN);
    expect(read).toEqual([MAIN]);
  });
});
