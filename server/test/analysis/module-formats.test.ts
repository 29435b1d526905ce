import { describe, expect, it } from 'vitest';
import { executionsOf, tripsOf } from './program-fixture.ts';

const LOOP = 'for (let i = 0; i < 7; i++) {}';

/** What compilers and bundlers write around modules. */
describe('a module’s names are found', () => {
  it.each([
    [
      'given by getters',
      `const all = { rows: () => rows }; const target = {};
       for (const name in all) Object.defineProperty(target, name, { get: all[name], enumerable: true });
       const rows = () => { ${LOOP} };
       target.rows();`,
    ],
    [
      'copied one by one from one that gives them by getters',
      `const from = {}; Object.defineProperty(from, 'rows', { enumerable: true, get: () => () => { ${LOOP} } });
       const to = {};
       for (const name of Object.getOwnPropertyNames(from)) Object.defineProperty(to, name, { get: () => from[name] });
       to.rows();`,
    ],
    [
      'copied with their descriptors',
      `const from = { rows: () => { ${LOOP} } }; const to = {};
       for (const name in from) {
         let descriptor = Object.getOwnPropertyDescriptor(from, name);
         if (!descriptor || ('get' in descriptor ? !from.__esModule : descriptor.writable))
           descriptor = { enumerable: true, get: () => from[name] };
         Object.defineProperty(to, name, descriptor);
       }
       to.rows();`,
    ],
    [
      'defined together',
      `const target = {};
       Object.defineProperties(target, { rows: { get: () => () => { ${LOOP} } }, other: { value: 1 } });
       target.rows();`,
    ],
  ])('%s', (_, source) => {
    expect(tripsOf(source, LOOP)).toBe(7);
  });
});

describe('Object.prototype.toString tells', () => {
  it.each([
    ['[1]', 'Array'],
    ['new Float64Array(1)', 'Float64Array'],
    ['() => 1', 'Function'],
    ['/a/', 'RegExp'],
    ['new Map()', 'Map'],
    ['new TypeError()', 'Error'],
    ['"text"', 'String'],
    ['null', 'Null'],
    ['{}', 'Object'],
  ])('%s', (value, tag) => {
    const source = `if (Object.prototype.toString.call(${value}) === '[object ${tag}]') ${LOOP}`;
    expect(executionsOf(source, LOOP)).toHaveLength(1);
  });
});
