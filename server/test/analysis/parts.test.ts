import { describe, expect, it } from 'vitest';
import { lowerFile } from '../../src/analysis/frontend/lower-file.ts';
import { OutlineCache } from '../../src/analysis/frontend/outline.ts';
import type { FileCode, PieceCode } from '../../src/analysis/program/file-code.ts';
import { partsOf } from '../../src/analysis/program/parts.ts';
import { PieceGraph } from '../../src/analysis/program/piece-graph.ts';

const codesOf = (texts: Readonly<Record<string, string>>): ReadonlyMap<string, FileCode> =>
  new Map(
    Object.entries(texts).map(([file, text]) => {
      const sourceFile = new OutlineCache().sourceFile(file, text);
      if (!sourceFile) throw new Error(`${file} is not parsed`);
      return [file, lowerFile(sourceFile, []).code];
    }),
  );

const names = (pieces: Iterable<PieceCode>): readonly string[] =>
  [...pieces].flatMap(({ declares }) => declares).sort();

/** The parts of a program that starts from its first file, by the names they declare. */
const partsNamed = (texts: Readonly<Record<string, string>>) => {
  const codes = codesOf(texts);
  const files = [...codes.keys()];
  const graph = new PieceGraph({
    code: (file) => codes.get(file),
    resolve: (specifier) => (codes.has(specifier) ? specifier : undefined),
  });
  const { together, alone } = partsOf(files.slice(0, 1), files, graph);
  return { together: names(together), alone: alone.map(({ pieces }) => names(pieces)) };
};

describe('the parts of a program', () => {
  it('are one for each function that shares nothing, with what it uses', () => {
    expect(
      partsNamed({
        '/a.ts': `
export function f() { return help() + LIMIT; }
export function g() { return help(); }
function help() { return 1; }
const LIMIT = 7;
`,
      }),
    ).toEqual({
      together: [],
      alone: [
        ['LIMIT', 'f', 'help'],
        ['g', 'help'],
      ],
    });
  });

  it('keep together what acts as the file is loaded and all that this may use', () => {
    expect(
      partsNamed({ '/a.ts': 'export function f() { g(); }\nfunction g() {}\nexport function h() {}\nf();' }),
    ).toEqual({ together: ['f', 'g'], alone: [['h']] });
  });

  it('keep together all that may use the same state', () => {
    expect(
      partsNamed({
        '/a.ts': `
const cache = new Map<string, number>();
export const put = (name: string) => cache.set(name, 1);
export function get(name: string) { return cache.get(name); }
export function other() {}
`,
      }),
    ).toEqual({ together: ['cache', 'get', 'put'], alone: [['other']] });
  });

  it('take an empty array or object for state: it is there to be filled', () => {
    const { together } = partsNamed({
      '/a.ts': 'const list: number[] = [];\nconst table = [1, 2];\nexport const f = () => [list, table];',
    });
    expect(together).toEqual(['f', 'list', 'table']);
  });

  it('follow imports: by name, by namespace, through other files', () => {
    expect(
      partsNamed({
        '/a.ts': `
import { first } from '/index.ts';
import * as more from '/index.ts';
export function f() { return first() + more.second(); }
`,
        '/index.ts': `export { one as first } from '/b.ts';\nexport * from '/c.ts';`,
        '/b.ts': 'export function one() {}\nexport function unused() {}',
        '/c.ts': 'export function second() {}\nlet count = 0;\nexport function third() { count++; }',
      }),
    ).toEqual({
      together: ['count', 'third'],
      alone: [['f', 'one', 'second'], ['unused']],
    });
  });

  it('end where imports go in circles', () => {
    expect(
      partsNamed({
        '/a.ts': `export * from '/b.ts';\nexport { x } from '/b.ts';\nexport function f() {}`,
        '/b.ts': `export * from '/a.ts';\nexport { x } from '/a.ts';\nimport { x } from '/a.ts';\nexport function g() { return x; }`,
      }),
    ).toEqual({ together: [], alone: [['f'], ['g']] });
  });

  it('run functions that use each other in one part', () => {
    expect(
      partsNamed({
        '/a.ts': 'export function even() { return odd(); }\nexport function odd() { return even(); }',
      }).alone,
    ).toEqual([['even', 'odd']]);
  });

  it('are one for a script or a CommonJS module: what it gives away is settled as it runs', () => {
    const text = 'function f() {}\nfunction g() {}\nmodule.exports = { f };';
    expect(partsNamed({ '/a.js': text })).toEqual({ together: ['f', 'g'], alone: [] });
  });
});
