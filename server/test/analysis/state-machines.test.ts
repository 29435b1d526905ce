import { describe, expect, it } from 'vitest';
import { tripsOf } from './program-fixture.ts';

const RECORDS = 50_000;

/** How far the counted value, asked for by a loop to it, is from what the program really comes to. */
const factorOf = (source: string, truth: number): number => tripsOf(source, 'for (let seen') / truth;

const expectAbout = (factor: number): void => {
  expect(factor).toBeGreaterThan(1 / 1.5);
  expect(factor).toBeLessThan(1.5);
};

describe('a reader of tags that open and close', () => {
  const reader = (asked: string): string =>
    `const text = '<list>' + '<item><name>abc</name></item>'.repeat(${RECORDS}) + '</list>';
    const open = [];
    const reader = { depth: 0, deepest: 0, closed: 0, path: '' };
    const names = [];
    const counts = new Map();
    let words = '';
    for (let at = 0; at < text.length; at++) {
      if (text[at] !== '<') { words += text[at]; continue; }
      const end = text.indexOf('>', at);
      if (text[at + 1] === '/') {
        const name = open.pop();
        reader.depth--;
        reader.closed++;
        reader.path = reader.path.slice(0, reader.path.lastIndexOf('/'));
        if (words) names.push(words);
      } else {
        const name = text.slice(at + 1, end);
        open.push(name);
        reader.depth++;
        reader.path += '/' + name;
        counts.set(name, (counts.get(name) ?? 0) + 1);
        if (reader.depth > reader.deepest) reader.deepest = reader.depth;
      }
      words = '';
      at = end;
    }
    for (let seen = 0; seen < ${asked}; seen++) {}`;

  it('has as many words as there are', () => expectAbout(factorOf(reader('names.length'), RECORDS)));

  it('counts as many ends as there are', () =>
    expectAbout(factorOf(reader('reader.closed'), 2 * RECORDS + 1)));

  it('has no more tags open at a time than lie within each other', () => {
    expect(factorOf(reader('reader.deepest'), 3)).toBe(1);
    expect(factorOf(reader('open.length + reader.depth + 1'), 1)).toBeLessThanOrEqual(7);
    expect(factorOf(reader('reader.path.length + 1'), 1)).toBeLessThanOrEqual(16);
  });

  it('knows only the names that it has come upon', () => expect(factorOf(reader('counts.size'), 3)).toBe(1));
});

describe('a reader of quoted fields', () => {
  const reader = (asked: string): string =>
    `const text = '12,"a ""b"", c",xyz\\n'.repeat(${RECORDS});
    const rows = [];
    const state = { quoted: false, fields: 0, characters: 0, all: 0 };
    let field = '', row = [], longest = 0;
    for (let at = 0; at < text.length; at++) {
      const c = text.charCodeAt(at);
      if (state.quoted) {
        if (c !== 34) { field += text[at]; state.characters++; }
        else if (text.charCodeAt(at + 1) === 34) { field += '"'; at++; }
        else state.quoted = false;
      } else if (c === 34) state.quoted = true;
      else if (c === 44 || c === 10) {
        row.push(field);
        field = '';
        state.fields++;
        state.characters = 0;
        if (c === 10) { rows.push(row); row = []; state.all += state.fields; state.fields = 0; }
      } else { field += text[at]; state.characters++; }
    }
    for (let seen = 0; seen < ${asked}; seen++) {}`;

  it('has as many rows as there are lines', () => expectAbout(factorOf(reader('rows.length'), RECORDS)));

  it('has as many fields as there are', () => expectAbout(factorOf(reader('state.all'), 3 * RECORDS)));

  it('keeps no more of a record than one has', () => {
    expect(factorOf(reader('state.fields + 1'), 1)).toBeLessThanOrEqual(4);
    expect(factorOf(reader('state.characters + 1'), 1)).toBeLessThanOrEqual(10);
    expect(factorOf(reader('field.length + 1'), 1)).toBeLessThanOrEqual(10);
    expect(factorOf(reader('row.length + 1'), 1)).toBeLessThanOrEqual(4);
  });
});

describe('a reader of records in bytes', () => {
  const reader = (asked: string): string =>
    `const bytes = Buffer.from('\\x01\\x03abc\\x02\\x05hello\\x03\\x00'.repeat(${RECORDS}));
    const totals = { records: 0, characters: 0, waiting: 0 };
    const kinds = new Set();
    const waiting = [];
    const texts = [];
    let at = 0;
    while (at < bytes.length) {
      const kind = bytes[at++];
      const length = bytes[at++];
      kinds.add(kind);
      if (kind === 3) { texts.push(waiting.join('')); waiting.length = 0; totals.waiting = 0; }
      else {
        waiting.push(bytes.toString('latin1', at, at + length));
        totals.waiting++;
        totals.characters += length;
      }
      at += length;
      totals.records++;
    }
    for (let seen = 0; seen < ${asked}; seen++) {}`;

  it('counts records and what is in them', () => {
    expectAbout(factorOf(reader('totals.records'), 3 * RECORDS));
    expectAbout(factorOf(reader('totals.characters'), 8 * RECORDS));
    expectAbout(factorOf(reader('texts.length'), RECORDS));
  });

  it('keeps what waits for the end of a group no longer', () => {
    expect(factorOf(reader('totals.waiting + waiting.length + 1'), 1)).toBeLessThanOrEqual(5);
    expect(factorOf(reader('kinds.size'), 3)).toBe(1);
  });
});

describe('a reader of nested values', () => {
  const reader = (asked: string): string =>
    `const text = '[' + '{"id":17,"tags":["a","bc"]},'.repeat(${RECORDS}) + 'null]';
    class Reader {
      at = 0; depth = 0; tokens = []; stack = []; texts = '';
      next() {
        const c = text[this.at];
        switch (c) {
          case '{': case '[': this.stack.push(c); this.depth++; this.at++; return c;
          case '}': case ']': this.stack.pop(); this.depth--; this.at++; return c;
          case ',': case ':': this.at++; return c;
          case '"': {
            const end = text.indexOf('"', this.at + 1);
            const word = text.slice(this.at + 1, end);
            this.texts += word;
            this.at = end + 1;
            return word;
          }
          default: {
            const start = this.at;
            while (this.at < text.length && /[a-z0-9]/.test(text[this.at])) this.at++;
            return text.slice(start, this.at);
          }
        }
      }
    }
    const reader = new Reader();
    while (reader.at < text.length) reader.tokens.push(reader.next());
    for (let seen = 0; seen < ${asked}; seen++) {}`;

  it('has as many tokens as there are', () =>
    expectAbout(factorOf(reader('reader.tokens.length'), 14 * RECORDS + 3)));

  it('has put together as much text as there is', () =>
    expectAbout(factorOf(reader('reader.texts.length'), 9 * RECORDS)));

  it('is no deeper in than they are nested', () =>
    expect(factorOf(reader('reader.stack.length + reader.depth + 1'), 1)).toBeLessThanOrEqual(7));
});
