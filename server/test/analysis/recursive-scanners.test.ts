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
