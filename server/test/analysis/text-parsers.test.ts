import { describe, expect, it } from 'vitest';
import { tripsOf } from './program-fixture.ts';

const LINES = 100_000;

describe('a program that reads a long text', () => {
  it('from its front, a piece at a time, goes on until nothing is left', () => {
    const trips = tripsOf(
      `let text = '# head\\n\\n'.repeat(${LINES});
      const rule = /^#[^\\n]*\\n+/;
      for (; text; ) { const found = rule.exec(text); if (!found) break; text = text.substring(found[0].length); }`,
      'for (; text',
    );
    expect(trips / LINES).toBeGreaterThan(0.5);
    expect(trips / LINES).toBeLessThan(2);
  });

  it('as bytes, knows what stands there', () => {
    const trips = tripsOf(
      `const bytes = Buffer.from('one,two\\n'.repeat(50));
      let lines = 0;
      for (let at = 0; at < bytes.length; at++) if (bytes[at] === 10) lines++;
      for (let line = 0; line < lines; line++) {}`,
      'for (let line',
    );
    expect(trips).toBe(50);
  });

  it('puts a part of the bytes back into a text', () => {
    const trips = tripsOf(
      `const word = Buffer.from('abc,defg').toString('utf8', 4, 8);
      for (let at = 0; at < word.length && word === 'defg'; at++) {}`,
      'for (let at',
    );
    expect(trips).toBe(4);
  });
});

describe('a regular expression', () => {
  it('says what it is made of', () => {
    const trips = tripsOf(
      `const part = /ab+/; const whole = new RegExp('^' + part.source + '$', 'g');
      for (let at = 0; at < whole.source.length && whole.global; at++) {}`,
      'for (let at',
    );
    expect(trips).toBe(5);
  });

  it('puts what a function answers in place of its matches', () => {
    const trips = tripsOf(
      `const text = 'a1b22'.replace(/\\d+/g, (digits) => '#'.repeat(digits.length * 2));
      for (let at = 0; at < text.length && text === 'a##b####'; at++) {}`,
      'for (let at',
    );
    expect(trips).toBe(8);
  });
});

it('a getter takes the place of a value that stood there, as in what TypeScript makes of `export … from`', () => {
  const trips = tripsOf(
    `const module = { count: undefined };
    Object.defineProperty(module, 'count', { enumerable: true, get: () => 7 });
    for (let at = 0; at < module.count; at++) {}`,
    'for (let at',
  );
  expect(trips).toBe(7);
});

it('a program goes on to the end of a text also where it compares its parts with others on the way', () => {
  const trips = tripsOf(
    `const bytes = Buffer.from('one,two\\n'.repeat(${LINES}));
    const ends = Buffer.from('\\n');
    const startsWith = (part, at) => { for (let i = 0; i < part.length; i++) if (part[i] !== bytes[at + i]) return false; return true; };
    let at = 0, line = [];
    while (true) {
      if (at >= bytes.length) break;
      line.push(bytes[at]);
      if (startsWith(ends, at)) { at += ends.length; line = []; } else at++;
    }`,
    'while (true)',
  );
  expect(trips / (8 * LINES)).toBeGreaterThan(0.5);
  expect(trips / (8 * LINES)).toBeLessThan(2);
});
