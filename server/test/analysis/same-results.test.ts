import { describe, expect, it } from 'vitest';
import { executionsOf, tripsOf } from './program-fixture.ts';

/** What `result` is in the end, told by how often a loop runs that counts to it. */
const resultOf = (program: string): number =>
  tripsOf(
    `let result = 0;\n${program}\nfor (let counted = 0; counted < result; counted++) {}`,
    'for (let counted',
  );

describe('a program whose values are known comes to what JavaScript comes to', () => {
  it.each([
    [
      'a subject, and a name of a case that a closure captures',
      `function at(list) {
         switch (list.length) { case 3: const one = list[1]; const get = () => one + list[0]; return get(); default: return 1; }
       }
       result = at([1, 7, 3]);`,
      8,
    ],
    [
      'a caught value that a closure captures',
      'try { throw [4, 5]; } catch ({ length }) { result = (() => length + 3)(); }',
      5,
    ],
    [
      'named groups of a match',
      `const { from, to } = /(?<from>\\d+)-(?<to>\\d+)/.exec('12-30').groups; result = Number(from) + Number(to);`,
      42,
    ],
    [
      'groups of all matches',
      `for (const [, from, to] of '12-30 1-2'.matchAll(/(\\d+)-(\\d+)/g)) result += +from + +to;`,
      45,
    ],
    [
      'a case that falls through to the next',
      'switch (2) { case 1: result += 1; case 2: result += 2; case 3: result += 4; break; default: result += 8; }',
      6,
    ],
  ])('%s', (_name, program, expected) => {
    expect(resultOf(program)).toBe(expected);
  });
});

describe('bytes keep their values', () => {
  const FILLED = 'const bytes = new Int32Array(100); for (let i = 0; i < 100; i++) bytes[i] = i * 3;';

  it.each([
    ['in a copy of another type', 'result = new Float64Array(bytes)[50];', 150],
    [
      'in a larger block that they are put into',
      'const more = new Int32Array(150); more.set(bytes, 20); result = more[70];',
      150,
    ],
    ['in a part', 'result = bytes.slice(10, 60)[40];', 150],
    ['in what is computed of each', 'result = bytes.map((value) => value + 1)[50];', 151],
    ['from a list on', 'result = Buffer.from([7, 300, 9])[1];', 300 - 256],
    ['in a copy of a block that is all alike', 'result = new Uint8Array(64).fill(9).slice(8)[8];', 9],
  ])('%s', (_name, program, expected) => {
    expect(resultOf(`${FILLED}\n${program}`)).toBe(expected);
  });

  it('in the copy of a block that is too large to be followed: some stand for all', () => {
    const program =
      'const large = new Uint16Array(1e6); for (let i = 0; i < 1e6; i++) large[i] = 5; result = large.slice()[900000];';
    expect(resultOf(program)).toBe(5);
  });
});

describe('a switch over what nobody knows', () => {
  /** How often a loop runs in it, and how often one after it, for one that it stands in. */
  const shares = (cases: string): { readonly inside: number; readonly after: number } => {
    const source = `
      exports.run = function run(kinds) {
        for (let i = 0; i < 60; i++) { switch (kinds[i]) { ${cases} } for (let after = 0; after < 9; after++) {} }
      };`;
    const calls = (head: string): number =>
      executionsOf(source, head).reduce((sum, node) => sum + node.calls.likely, 0);
    const rounds = tripsOf(source, 'for (let i');
    return { inside: calls('for (let inside') / rounds, after: calls('for (let after') / rounds };
  };
  const WORK = 'for (let inside = 0; inside < 3; inside++) {}';

  it('goes on after it as often as it came to it, also where the cases end inside a block', () => {
    const { inside, after } = shares(`case 1: { ${WORK} break; } case 2: { break; } default: { break; }`);
    expect(inside).toBeCloseTo(1 / 3, 1);
    expect(after).toBeCloseTo(1, 2);
  });

  it('comes to a body for each of the cases that have it', () => {
    expect(shares(`case 1: case 2: case 3: ${WORK} break; default:`).inside).toBeCloseTo(3 / 4, 1);
  });

  it('takes a case that throws for the exception', () => {
    expect(shares(`case 1: ${WORK} break; default: throw new Error('kind');`).inside).toBeCloseTo(1, 1);
  });

  it('leaves the loop around it only as often as some case does', () => {
    const { after } = shares('case 1: break; case 2: break; case 3: continue; default: break;');
    expect(after).toBeCloseTo(3 / 4, 1);
  });
});
