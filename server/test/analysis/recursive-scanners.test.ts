import { expect, it } from 'vitest';
import { tripsOf } from './program-fixture.ts';

it('a parser that calls itself reads a short text to its end, however deep it nests', () => {
  const source = `
    let text = 'x';
    for (let level = 0; level < 8; level++) text = '[' + text.repeat(2) + ']';
    let at = 0;
    const next = () => text[at++];
    const isDone = () => at >= text.length;
    function leaf() { for (let j = 0; j < 1; j++) {} let s = 0; for (let k = 0; k < 20; k++) s += k; }
    function parse() {
      while (!isDone()) {
        const token = next();
        if (token === '[') parse();
        else if (token === ']') return;
        else leaf();
      }
    }
    parse();`;
  expect(tripsOf(source, 'for (let j')).toBe(2 ** 8);
});

it('loops inside one another go through a long text together, not each of them once for each of the others', () => {
  const source = `
    const lines = 100_000;
    const text = 'some words that make up a line of it\\n'.repeat(lines);
    const scanner = { at: 0, line: '' };
    const next = () => {
      const end = text.indexOf('\\n', scanner.at);
      scanner.line = end < 0 ? '' : text.slice(scanner.at, end);
      scanner.at = end + 1;
      let s = 0;
      for (let k = 0; k < 100; k++) s += k;
    };
    const isDone = () => scanner.line === '';
    const section = () => { while (!isDone()) next(); };
    next();
    while (!isDone()) section();`;
  const lines = tripsOf(source, 'while (!isDone()) next');
  expect(lines).toBeGreaterThan(100_000 / 2);
  expect(lines).toBeLessThan(100_000 * 2);
});
