import { describe, expect, test } from 'vitest';
import { problemCount } from '../src/problem-count.ts';

const ours = (severity: number) => ({ source: 'migration-tags', severity });

describe('the count of problems', () => {
  test('is of this extension’s problems, in the files that have some', () => {
    const files = [
      ['a.ts', [ours(0), ours(1), { source: 'ts', severity: 0 }]],
      ['b.ts', [{ source: 'eslint', severity: 0 }, { severity: 0 }]],
      ['migration-tags.json', [ours(2)]],
    ] as const;
    expect(problemCount(files)).toEqual({ problems: 3, files: 2 });
  });

  test('leaves out hints, which offer tags', () => {
    expect(problemCount([['a.ts', [ours(3)]]])).toEqual({ problems: 0, files: 0 });
  });

  test('is none where nothing is open', () => {
    expect(problemCount([])).toEqual({ problems: 0, files: 0 });
  });
});
