import { describe, expect, it } from 'vitest';
import { analyzerOf, profileIn, profileNamed } from './program-fixture.ts';

const PAGES_OF_1_MIB = 256;
const SET_UP = 'function setUp() { buffer = new Uint8Array(1 << 20); }';
const TEAR_DOWN = 'function tearDown() { buffer = null; }';
const WORK = 'function work() { buffer.fill(1); }';

describe('a function that nothing calls', () => {
  it.each([
    ['after it', [WORK, SET_UP]],
    ['after it, and taken down again', [WORK, SET_UP, TEAR_DOWN]],
    ['before it, and taken down again', [SET_UP, TEAR_DOWN, WORK]],
  ])('finds what another function sets, defined %s', (_, functions) => {
    const { pagesPerCall, questions } = profileIn(`let buffer = null; ${functions.join('\n')}`, 'work');
    expect(pagesPerCall?.likely).toBeGreaterThan(0.9 * PAGES_OF_1_MIB);
    expect(questions).toEqual([]);
  });

  it('finds what another script sets', () => {
    const analyzer = analyzerOf(`var buffer = null; ${WORK}`, { '/project/other.js': SET_UP });
    analyzer.setText('/project/other.js', SET_UP);
    expect(profileNamed(analyzer, 'work').pagesPerCall?.likely).toBeGreaterThan(0.9 * PAGES_OF_1_MIB);
  });

  it('finds what another method of its object sets', () => {
    const source = `
      class Field {
        constructor() { this.cells = null; }
        update() { this.cells.fill(1); }
        reset() { this.cells = new Uint8Array(1 << 20); }
      }
      exports.Field = Field;`;
    expect(profileIn(source, 'Field.update').pagesPerCall?.likely).toBeGreaterThan(0.9 * PAGES_OF_1_MIB);
  });

  it('has a question where nothing sets it', () => {
    const { questions } = profileIn(`let buffer = null; ${WORK}`, 'work');
    expect(questions).toEqual([expect.stringContaining('What sets `buffer` before `work` runs?')]);
  });

  it('has none where the state is looked at before it is used', () => {
    const guarded = 'function work() { if (buffer) buffer.fill(1); }';
    expect(profileIn(`let buffer = null; ${guarded}`, 'work').questions).toEqual([]);
  });

  it('is known also when it was only called to get at something else: the object of a method, a first call that fills a cache', () => {
    const source = `
      class List {
        constructor() { this.items = new Float64Array(1 << 17); this.items.fill(1); }
        sum() { let sum = 0; for (const item of this.items) sum += item; return sum; }
      }
      let cached = null;
      function build() { const table = new Float64Array(1 << 17); table.fill(2); return table; }
      function lookUp() { cached ??= build(); return cached[0]; }
      exports.List = List;
      exports.lookUp = lookUp;`;
    const analyzer = analyzerOf(source);
    for (const name of ['List.constructor', 'build'])
      expect(profileNamed(analyzer, name).pagesPerCall?.likely, name).toBeGreaterThan(0.9 * PAGES_OF_1_MIB);
  });
});

describe('a generator that nothing takes from', () => {
  const BODY =
    '{ for (let i = 0; i < 100; i++) { const page = new Uint8Array(1 << 20); page.fill(i); yield page; } }';

  it.each([
    ['a function', `function* pages() ${BODY}`, 'pages'],
    ['a method of an object', `const book = { *pages() ${BODY} };`, 'book.pages'],
    ['a method of a class', `class Book { *pages() ${BODY} }`, 'Book.pages'],
    ['an iterator', `class Book { *[Symbol.iterator]() ${BODY} }`, 'Book.[Symbol.iterator]'],
    ['one that waits', `const book = { async *pages() ${BODY} };`, 'book.pages'],
    ['one that was called', `function* pages() ${BODY} const all = pages();`, 'pages'],
  ])('yields all there is: %s', (_, source, name) => {
    expect(profileIn(source, name).pagesPerCall?.likely).toBeGreaterThan(10 * PAGES_OF_1_MIB);
  });

  it('has a question where there is no end to that', () => {
    const source = 'function* ids() { let id = 0; while (true) yield { id: id++ }; }';
    expect(profileIn(source, 'ids').questions).toEqual([expect.stringContaining('How many trips')]);
  });
});
