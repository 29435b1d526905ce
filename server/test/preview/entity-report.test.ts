import { defaultEnvironment, type Environment, exactly } from '@migration-tags/simulator';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { budgetBytes } from '../../src/preview/dirty-budget.ts';
import { reportOf } from '../../src/preview/entity-report.ts';
import { inWords } from '../in-words.ts';
import { profileOf, region } from './sample-profiles.ts';

/** Budget: 100 MB/s × 300 ms = 30 MB = 28.6 MiB; a small machine, so that copies are short. */
const environment: Environment = {
  ...defaultEnvironment,
  vm: { ...defaultEnvironment.vm, memoryBytes: 2 ** 28, touchedBytes: 2 ** 28, nonZeroBytes: 2 ** 28 },
  link: { ...defaultEnvironment.link, bandwidthBytesPerSecond: 1e8 },
  migration: { ...defaultEnvironment.migration, timeoutSeconds: 20 },
};
const subject = {
  kind: 'function',
  name: 'solve',
  span: { start: 0, end: 9 },
  head: { start: 0, end: 9 },
} as const;

const report = (writes: Parameters<typeof profileOf>[0], durationSeconds: number | null = 10) =>
  inWords(reportOf(subject, profileOf(writes, durationSeconds), null, environment));

test('the budget is the bandwidth times the downtime limit, under the cap', () => {
  expect(budgetBytes(environment)).toBeCloseTo(30e6);
  const capped = { ...environment, migration: { ...environment.migration, bandwidthCapBytesPerSecond: 5e7 } };
  expect(budgetBytes(capped)).toBeCloseTo(15e6);
});

describe('the verdict', () => {
  test('low-range: the whole range fits the budget, however often it is written', () => {
    expect(report([region(28, 1_000_000)]).verdict).toBe('low-range');
  });

  test('low-frequency: the range does not fit, the pages of one downtime limit do', () => {
    expect(report([region(200, 2000)]).verdict).toBe('low-frequency');
  });

  test('hot: neither fits', () => expect(report([region(200, 80_000)]).verdict).toBe('hot'));

  test('hot: one limit’s pages fit, but the copy does not converge', () => {
    const nearly = report([region(200, 23_900)]);
    expect(nearly.verdict).toBe('hot');
    expect(nearly.explanation.join(' ')).toContain('does not converge');
  });

  test('unknown: what it writes is not known', () => {
    const { verdict, neededSeconds, longEnough, downtimeMs, explanation } = report(null);
    expect({ verdict, neededSeconds, longEnough, downtimeMs }).toEqual({
      verdict: 'unknown',
      neededSeconds: null,
      longEnough: null,
      downtimeMs: null,
    });
    expect(explanation.join(' ')).toContain('How large is `field`?');
  });

  test('a declared range alone is enough for low-range, and for no more', () => {
    const declared = (pages: number) =>
      reportOf(subject, { ...profileOf(null, 1), rangePages: exactly(pages) }, null, environment).verdict;
    expect(declared(100)).toBe('low-range');
    expect(declared(1_000_000)).toBe('unknown');
  });
});

describe('needed and long enough', () => {
  test('a copy of 256 MiB at 100 MB/s takes some 3 s', () => {
    expect(report([region(1, 100)]).neededSeconds).toBeGreaterThan(2.6);
    expect(report([region(1, 100)]).neededSeconds).toBeLessThan(3.5);
  });

  test('an entity of 10 s lasts that long, one of 1 s does not, an unknown one may', () => {
    expect(report([region(1, 100)], 10).longEnough).toBe(true);
    expect(report([region(1, 100)], 1).longEnough).toBe(false);
    expect(report([region(1, 100)], null).longEnough).toBeNull();
  });

  test('no length is enough for a copy that never ends: nothing is claimed', () => {
    expect(report([region(200, 80_000)])).toMatchObject({
      neededSeconds: null,
      longEnough: null,
      downtimeMs: null,
    });
  });
});

describe('the explanation says which, by how much, and what would change it', () => {
  test('low-range', () => {
    expect(report([region(1, 100)]).explanation).toEqual([
      'Its whole range, 1 MiB, fits the budget of 28.6 MiB (800 Mbit/s × 300 ms), with room for 29 times as much.',
      expect.stringMatching(/^A migration that starts here needs .* s; one execution lasts 10 s\.$/),
    ]);
  });

  test('hot', () => {
    expect(report([region(200, 80_000)]).explanation).toEqual([
      'It writes 93.8 MiB in one downtime limit, 3.3 times the budget of 28.6 MiB (800 Mbit/s × 300 ms). ' +
        'It would fit with 2.62 Gbit/s of bandwidth, or if it wrote at most 28.6 MiB in that time.',
      'A migration that starts here does not complete within 20 s.',
    ]);
  });
});

test('more bandwidth never makes quiet code hot', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 60_000 }), (range, rate) => {
      const profile = profileOf([region(range, rate)], 10);
      const faster = { ...environment, link: { ...environment.link, bandwidthBytesPerSecond: 4e8 } };
      const before = reportOf(subject, profile, null, environment).verdict;
      if (before === 'hot') return;
      expect(reportOf(subject, profile, null, faster).verdict).not.toBe('hot');
    }),
    { numRuns: 15 },
  );
});
