import { exactly, inEnglish, say } from '@migration-tags/simulator';
import { describe, expect, test } from 'vitest';
import { durationUpTo } from '../../src/rules/wording.ts';

describe('a duration and the longest that it may be', () => {
  test.each([
    [exactly(0.25), '250 ms'],
    [{ low: 0.1, likely: 0.25, high: 0.75 }, '250 ms, at most 750 ms'],
    [{ low: 0, likely: 1e-9, high: 2e-6 }, 'under 1 µs, at most 2 µs'],
    [{ low: 0, likely: 1e-9, high: 5e-9 }, 'under 1 µs'],
    [{ low: 0.2, likely: 0.25, high: 0.2501 }, '250 ms'],
  ])('%j is %s', (lasts, words) => {
    expect(inEnglish(say`${durationUpTo(lasts)}`)).toBe(words);
  });
});
