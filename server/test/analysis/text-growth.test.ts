import { describe, expect, it } from 'vitest';
import { executionsOf, tripsOf } from './program-fixture.ts';

/** Too much to be run one by one, wherever it is called. */
const WORK = 'function work() { let s = 0; for (let w = 0; w < 5000; w++) s += w; return s; }';
const LIST = 'const list = Array.from({ length: 2000 }, (_, i) => i);';

const charactersOf = (build: string): number =>
  tripsOf(
    `${WORK} ${LIST} function built() { let text = ''; ${build} return text; } const text = built();
    for (let j = 0; j < text.length; j++) {}`,
    'for (let j',
  );

describe('a text that grows in a loop too long to be run whole', () => {
  it.each([
    ['by what is added', "for (let i = 0; i < 2000; i++) { work(); text += 'abc'; }"],
    ['by what is put in front', "for (let i = 0; i < 2000; i++) { work(); text = 'abc' + text; }"],
    ['by a method', "for (const one of list) { work(); text = text.concat('abc'); }"],
    ['by a template', `for (const one of list) { work(); text = \`\${text}abc\`; }`],
  ])('is as long as all iterations make it: %s', (_name, build) => {
    expect(charactersOf(build) / 6000).toBeCloseTo(1, 1);
  });

  it.each([
    [
      'declares it',
      "for (const one of list) { work(); let line = ''; for (let k = 0; k < 30; k++) line += 'a'; text = line; }",
    ],
    [
      'assigns it',
      "for (const one of list) { work(); text = ''; for (let k = 0; k < 30; k++) text += 'a'; }",
    ],
  ])('is as long as one iteration makes it where each %s anew', (_name, build) => {
    expect(charactersOf(build)).toBe(30);
  });

  it.each([
    ['of a script', WORK],
    ['of a module', `export {}; ${WORK}`],
  ])('goes on as it has begun: %s', (_, before) => {
    const source = `${before}
      let text = '';
      for (let i = 0; i < 2000; i++) { work(); text += 'name ' + i % 7 + '\\n'; }
      for (const line of text.trim().split('\\n')) {}`;
    expect(tripsOf(source, 'for (const line') / 2000).toBeCloseTo(1, 1);
  });

  it('stays short where a function begins it anew now and then', () => {
    const source = `${WORK}
      let text = '';
      function flush() { text = ''; }
      for (let i = 0; i < 2000; i++) { work(); text += 'name ' + i % 7 + '\\n'; if (text.length > 50) flush(); }
      for (const line of text.split('\\n')) {}`;
    expect(tripsOf(source, 'for (const line')).toBeLessThan(12);
  });

  it('and that rounds make longer, each by what it has grown to, is as long as they all make it', () => {
    const source = `
      function rounds(count) {
        let text = 'a';
        for (let i = 0; i < count; i++) {
          const parts = text.match(/./g);
          text = '';
          for (const part of parts) { text = text.concat(part.length.toString()); text = text.concat(part[0]); }
        }
        return text.length;
      }
      rounds(22);`;
    expect(tripsOf(source, 'for (const part') / 2 ** 22).toBeCloseTo(1, 0);
  });
});

describe('a text that nobody knows', () => {
  it('has as many matches as those that the same code has looked through', () => {
    const source = `
      const text = require('node:fs').readFileSync('in.txt', 'utf8');
      const digits = (all) => { for (const digit of all.match(/[0-9]/g)) {} };
      digits('a1b2c3d4'); digits(text);`;
    const trips = executionsOf(source, 'for (const digit', { 'in.txt': 8000 });
    expect(trips.reduce((sum, node) => sum + node.trips.likely, 0)).toBeCloseTo(4004, 0);
  });

  it('has parts as usual where those were empty', () => {
    const words = (before: string): number =>
      executionsOf(
        `const text = require('node:fs').readFileSync('in.txt', 'utf8');
        const split = (all) => { for (const word of all.split(' ')) {} };
        ${before} split(text);`,
        'for (const word',
        { 'in.txt': 6000 },
      ).reduce((sum, node) => sum + node.trips.likely, 0);
    expect(words("split('');")).toBe(words('') + 1);
  });
});
