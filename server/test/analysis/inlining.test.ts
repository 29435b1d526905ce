import { describe, expect, it } from 'vitest';
import { summarise } from '../../src/analysis/profiles/summarise.ts';
import { executionsOf } from './program-fixture.ts';

const CALLS = 10_000;

/** A function that goes by a point, of so many times 21 bytes of bytecode. */
const reader = (name: string, statements: number): string =>
  `function ${name}(p) { let s = p.x; ${'p.x++; s += p.y; '.repeat(statements)} return s; }`;

/** Bytes for each time that a loop's body is run. */
const bytesEach = (functions: string, body: string, before = ''): number => {
  const source = `
    ${functions}
    function run() { let s = 0; ${before} for (let i = 0; i < ${CALLS}; i++) { ${body} } return s; }
    run();`;
  const summary = summarise(executionsOf(source, 'function run'));
  if (!summary) throw new Error('never executed');
  return summary.youngBytesPerCall.likely / CALLS;
};

const POINT = '{ x: i, y: 1 }';

describe('an object that is passed to a function', () => {
  it.each([
    ['is not made where the function is inlined', 10, 0],
    ['is made where it is too large for that', 40, 40],
  ])('%s', (_name, statements, bytes) => {
    expect(bytesEach(reader('read', statements), `s += read(${POINT});`)).toBeCloseTo(bytes, 0);
  });

  it('is made where others have used up what may be inlined, unless the function is small', () => {
    const large = [1, 2, 3].map((n) => reader(`read${n}`, 16)).join('\n');
    const calls = `s += read1(${POINT}); s += read2(${POINT});`;
    expect(bytesEach(large, calls)).toBeCloseTo(0, 0);
    expect(bytesEach(large, `${calls} s += read3(${POINT});`)).toBeCloseTo(40, 0);
    expect(
      bytesEach(`${large} function small(p) { return p.x; }`, `${calls} s += small(${POINT});`),
    ).toBeCloseTo(0, 0);
  });

  it('is not made for what is called most, whatever comes before', () => {
    const large = [1, 2, 3].map((n) => reader(`read${n}`, 16)).join('\n');
    const before = 'const i = 5; s += read1({ x: i, y: 2 }); s += read2({ x: i, y: 2 });';
    expect(bytesEach(large, `s += read3(${POINT});`, before)).toBeLessThan(1);
  });

  it('is made where calls go to more functions than are told apart', () => {
    const functions = [1, 2, 3, 4, 5, 6].map((n) => reader(`read${n}`, 2)).join('\n');
    const list = 'const list = [read1, read2, read3, read4, read5, read6];';
    expect(bytesEach(functions, `s += list[i % 3](${POINT});`, list)).toBeCloseTo(0, 0);
    expect(bytesEach(functions, `s += list[i % 6](${POINT});`, list)).toBeGreaterThan(8);
  });
});

describe('a number with a fraction that is returned', () => {
  const half = (statements: number): string =>
    `function half(p) { let s = p; ${'s = (s + p) * 0.5; '.repeat(statements)} return s; }`;

  it('is boxed where the function is not inlined', () => {
    expect(bytesEach(half(5), 's += half(i + 0.5);')).toBeCloseTo(0, 0);
    expect(bytesEach(half(80), 's += half(i + 0.5);')).toBeCloseTo(16, 0);
  });
});
