import { describe, expect, it } from 'vitest';
import { analyzerOf, profileNamed, tripsOf } from './program-fixture.ts';

describe('a search that goes on from the last', () => {
  const words = (search: string): number =>
    tripsOf(`const text = 'one two three '.repeat(20); ${search}`, 'for (let at = 0;');

  it('finds each match once', () => {
    expect(words('const word = /[a-z]+/g; for (let at = 0; word.exec(text); at++) {}')).toBe(60);
  });

  it('begins where the program says', () => {
    const from = (index: number): number =>
      words(`const word = /[a-z]+/g; word.lastIndex = ${index}; for (let at = 0; word.exec(text); at++) {}`);
    expect(from(140)).toBe(30);
    expect(from(10_000)).toBe(0);
  });

  it('begins anew where the pattern does not go on', () => {
    expect(
      words(`const word = /[a-z]+/; word.lastIndex = 5;
        for (let at = 0; at < 7 && word.exec(text).index === 0; at++) {}`),
    ).toBe(7);
  });

  it('takes the time of what it looks through', () => {
    const nanosecondsOf = (pattern: string): number => {
      const source = `const text = ' '.repeat(10_000) + 'x'.repeat(10_000); const kept = [0];
        export function search(pattern) { for (let i = 0; i < 100; i++) kept[0] = ${pattern}.exec(text) ? 1 : 0; }
        search();`;
      const { durationSeconds } = profileNamed(analyzerOf(source), 'search');
      return ((durationSeconds?.likely ?? 0) * 1e9) / 100;
    };
    expect(nanosecondsOf('/x+/')).toBeGreaterThan(2000);
    expect(nanosecondsOf('/ /')).toBeLessThan(500);
    expect(nanosecondsOf('/^x/')).toBeLessThan(500);
  });
});
