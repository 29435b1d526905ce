import { describe, expect, test } from 'vitest';
import { programOf } from '../../src/analysis/program-members.ts';

/** Files named by a letter; each imports those behind its colon. Capitals are given, the others are read for them. */
const program = (file: string, imports: string, scripts: Readonly<Record<string, string>> = {}) => {
  const byFile = new Map(
    imports.split(' ').map((line): [string, string[]] => [line.charAt(0), [...line.slice(2)]]),
  );
  const { entries, linked } = programOf(file, {
    given: [...byFile.keys()].filter((name) => name === name.toUpperCase()),
    imports: (one) => byFile.get(one) ?? [],
    isSource: (one) => byFile.has(one),
    scriptsUsedBy: (one) => [...(scripts[one] ?? '')],
  });
  return { entries: entries.join(''), linked: linked.join('') };
};

describe('the program that a file is part of', () => {
  test('starts at what nothing imports', () => {
    expect(program('B', 'A:B B:C C:')).toEqual({ entries: 'A', linked: 'ABC' });
  });

  test('has all entries that share a file', () => {
    expect(program('C', 'A:C B:C C: D:')).toEqual({ entries: 'AB', linked: 'ABC' });
  });

  test('starts at the file itself where all import one another', () => {
    expect(program('B', 'A:B B:A')).toEqual({ entries: 'B', linked: 'AB' });
  });

  test('reaches through files that nobody looks at, of which it names those next to a given one', () => {
    expect(program('D', 'A:b b:c c:D D:')).toEqual({ entries: 'A', linked: 'ADb' });
  });

  test('takes scripts together that share globals', () => {
    expect(program('A', 'A: B:', { A: 'B' })).toEqual({ entries: 'AB', linked: 'AB' });
  });
});
