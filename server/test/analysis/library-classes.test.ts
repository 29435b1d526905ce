import { describe, expect, it } from 'vitest';
import { tripsOf } from './program-fixture.ts';

describe('a class that extends one of the library', () => {
  it('hands it what super is given, not what new is', () => {
    expect(
      tripsOf(
        `class Failure extends Error { constructor(code, text) { super(text); this.code = code; } }
         const failure = new Failure(404, 'gone');
         for (const letter of failure.message) console.log(letter);`,
        'for (const letter',
      ),
    ).toBe(4);
    expect(
      tripsOf(
        `class Named extends Map { constructor(name, entries) { super(entries); this.name = name; } }
         for (const [key] of new Named('both', [['a', 1], ['b', 2]])) console.log(key);`,
        'for (const [key]',
      ),
    ).toBe(2);
  });

  it('does so through classes in between, whose fields come in turn', () => {
    const source = `
      class Failure extends Error { code = 7; constructor(text) { super(text); this.size = text.length; } }
      class Missing extends Failure { constructor(kind, name) { super(kind + name); this.kind = kind; } }
      const missing = new Missing('page', 'home');
      for (const letter of missing.message) console.log(letter);
      for (let i = 0; i < missing.size + missing.code; i++) console.log(missing instanceof Failure);`;
    expect(tripsOf(source, 'for (const letter')).toBe(8);
    expect(tripsOf(source, 'for (let i')).toBe(15);
  });

  it('has a constructor of its own or none', () => {
    expect(
      tripsOf(
        `class Bag extends Set { total() { let n = 0; for (const one of this) n += one; return n; } }
         new Bag([1, 2, 3]).total();`,
        'for (const one',
      ),
    ).toBe(3);
  });
});
