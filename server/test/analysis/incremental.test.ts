import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Analyzer } from '../../src/analysis/analyzer.ts';
import { createAnalyzer } from '../../src/analysis/index.ts';
import { hostOf } from './program-fixture.ts';

/** A program whose parts depend on each other in as many ways as there are. */
const FILES: Readonly<Record<string, string>> = {
  '/project/main.ts': `
import { Table, fill } from './table.js';
import * as shapes from './shapes.js';
import total, { SIZE as COUNT } from './sums.js';

const table = new Table(COUNT);
fill(table, 3);
for (let round = 0; round < 10; round++) total(table.rows);

export const areaOf = (side: number): number => shapes.square(side) + helper(side);
function helper(side: number): number {
  return shapes.circle(side) / 2;
}
export function unrelated(): number[] {
  const list: number[] = [];
  for (let at = 0; at < 500; at++) list.push(at * 1.5);
  return list;
}
`,
  '/project/table.ts': `
export interface Row { readonly id: number; readonly cells: Float64Array }
export class Table {
  readonly rows: Row[] = [];
  #last = 0;
  readonly size: number;
  constructor(size: number) { this.size = size; }
  add(row: Row): void {
    this.rows.push(row);
    this.#last = row.id;
  }
  sweep(): void {
    for (const row of this.rows) row.cells.fill(this.#last);
  }
}
// @migrate withdraw
export function fill(table: Table, count: number): void {
  for (let id = 0; id < count; id++) table.add({ id, cells: new Float64Array(table.size) });
}
const seen = new Map<string, Row>();
export const remember = (name: string, row: Row) => { seen.set(name, row); };
export const recall = (name: string) => seen.get(name) ?? { id: 0, cells: new Float64Array(4) };
`,
  '/project/shapes.ts': `
export const square = (side: number): number => side * side;
export function circle(radius: number): number {
  const points = new Float64Array(64);
  for (let at = 0; at < points.length; at++) points[at] = radius * Math.sin(at);
  return points[3] ?? 0;
}
export function even(n: number): boolean { return n === 0 || odd(n - 1); }
export function odd(n: number): boolean { return n !== 0 && even(n - 1); }
// @migrate assume trips=7
export function loop(limit: number): number {
  let sum = 0;
  for (let at = 0; at < limit; at++) sum += at;
  return sum;
}
`,
  '/project/sums.ts': `
import type { Row } from './table.js';
export const SIZE = 2000;
export default function total(rows: readonly Row[]): number {
  return rows.reduce((sum, { cells }) => sum + (cells[0] ?? 0), 0);
}
let calls = 0;
export function counted(rows: readonly Row[]): number {
  calls++;
  return total(rows) / calls;
}
`,
};
const PATHS = Object.keys(FILES);

/** Bits of source that change what surrounds them: in a function, between functions, at the end of a line. */
const SNIPPETS = [
  '0',
  '\n',
  ' // note',
  'x',
  ';',
  '}',
  '\nexport function added(n: number): Float64Array { return new Float64Array(n).fill(1); }\n',
  '\nconst shared: number[] = [];\n',
  '\n// @migrate assume trips=40\n',
  '\n// @migrate approve\n',
  ' helper(2);',
  "\nimport { loop } from './shapes.js';\nloop(30);\n",
] as const;

interface Edit {
  readonly file: string;
  /** Where, as a share of the text. */
  readonly at: number;
  readonly remove: number;
  readonly insert: string;
}

const edit: fc.Arbitrary<Edit> = fc.record({
  file: fc.constantFrom(...PATHS),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  remove: fc.constantFrom(0, 0, 0, 1, 12, 80),
  insert: fc.constantFrom('', ...SNIPPETS),
});

const edited = (text: string, { at, remove, insert }: Edit): string => {
  const offset = Math.floor(at * text.length);
  return text.slice(0, offset) + insert + text.slice(offset + remove);
};

const analyzerOver = (texts: ReadonlyMap<string, string>): Analyzer => {
  const analyzer = createAnalyzer(hostOf(FILES));
  for (const [file, text] of texts) analyzer.setText(file, text);
  return analyzer;
};

const everythingOf = (analyzer: Analyzer, texts: ReadonlyMap<string, string>): unknown =>
  [...texts.keys()].map((file) => ({
    file,
    profiles: analyzer.profiles(file),
    regions: analyzer.regionProfiles(file),
    uses: analyzer.assumptionUses(file),
    timeline: analyzer.timeline(file),
  }));

describe('an analysis kept over edits', () => {
  it('says after any edits what a new one says of the same texts', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
        const texts = new Map(Object.entries(FILES));
        const kept = analyzerOver(texts);
        everythingOf(kept, texts);
        for (const one of edits) {
          const text = edited(texts.get(one.file) ?? '', one);
          texts.set(one.file, text);
          kept.setText(one.file, text);
          everythingOf(kept, texts);
        }
        expect(everythingOf(kept, texts)).toEqual(everythingOf(analyzerOver(texts), texts));
      }),
      { numRuns: 10 },
    );
  });

  it('looks again only at what depends on the edited function', () => {
    const file = '/project/shapes.ts';
    const text = FILES[file] ?? '';
    const analyzer = createAnalyzer(hostOf({}));
    const profilesOf = (source: string) => {
      analyzer.setText(file, source);
      const { entities } = analyzer.outline(file);
      const profiles = analyzer.profiles(file);
      return new Map(entities.map(({ name, index }) => [name, profiles[index]]));
    };
    const before = profilesOf(text);
    const after = profilesOf(text.replace('Float64Array(64)', 'Float64Array(1 << 20)'));
    expect(after.get('circle')).not.toEqual(before.get('circle'));
    for (const name of ['square', 'even', 'odd', 'loop']) expect(after.get(name)).toBe(before.get(name));
  });

  it('tells the lines of code that an edit above has moved', () => {
    const file = '/project/shapes.ts';
    const text = FILES[file] ?? '';
    const analyzer = createAnalyzer(hostOf({}));
    analyzer.setText(file, text);
    analyzer.profiles(file);
    analyzer.setText(file, `\n\n${text}`);
    const moved = createAnalyzer(hostOf({}));
    moved.setText(file, `\n\n${text}`);
    expect(analyzer.profiles(file)).toEqual(moved.profiles(file));
  });
});
