import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ALGORITHMS } from '../../src/model/environment.ts';
import { stopAndCopy } from '../../src/page-exact/algorithms/rounds.ts';
import type { MigrationHost } from '../../src/page-exact/migration-host.ts';
import type { PageAlgorithm } from '../../src/page-exact/page-algorithm.ts';
import { PageSet } from '../../src/page-exact/page-set.ts';
import { PAGE_ALGORITHMS } from '../../src/page-exact/run.ts';
import { anySetup, LAN, runSetup } from './setups.ts';

const busy = {
  workload: {
    pages: 512,
    zeroRuns: [{ firstPage: 448, pages: 64 }],
    phases: [
      {
        durationSeconds: 1,
        regions: [{ firstPage: 100, pages: 100, ratePagesPerSecond: 5000, pattern: 'random' as const }],
      },
    ],
  },
  settings: LAN,
  startSeconds: 0.3,
  seed: 1,
};

describe.each(ALGORITHMS)('%s', (algorithm) => {
  it('leaves at the destination what the task wrote, on any workload', () => {
    fc.assert(
      fc.property(anySetup, (setup) => {
        const run = runSetup(setup, PAGE_ALGORITHMS[algorithm]);
        expect(run.wrongPages).toEqual([]);
        expect(run.downtimeSeconds).toBeLessThanOrEqual(run.totalSeconds);
      }),
      { numRuns: 60 },
    );
  });

  it('gives the same run for the same seed', () => {
    expect(runSetup(busy, PAGE_ALGORITHMS[algorithm])).toEqual(runSetup(busy, PAGE_ALGORITHMS[algorithm]));
  });
});

/** A correct one-pass pre-copy whose pages `sent` and `final` a mutation may tamper with. */
const onePass =
  (mutate: {
    first?: (pages: PageSet) => PageSet;
    final?: (host: MigrationHost, dirty: PageSet) => void;
  }): PageAlgorithm =>
  (host) => {
    const all = PageSet.full(host.pages);
    for (const page of mutate.first?.(all) ?? all) host.send(page);
    const dirty = host.takeDirtyLog();
    (mutate.final ?? stopAndCopy)(host, dirty);
    return 2;
  };

const without = (pages: PageSet, dropped: number): PageSet => {
  const rest = pages.copy();
  rest.delete(dropped);
  return rest;
};

describe('an algorithm that loses a page is caught', () => {
  it('when it loses nothing, nothing is wrong', () => {
    expect(runSetup(busy, onePass({})).wrongPages).toEqual([]);
  });

  it('when the first pass forgets one page that is never written', () => {
    const run = runSetup(busy, onePass({ first: (pages) => without(pages, 3) }));
    expect(run.wrongPages).toEqual([3]);
  });

  it('when the final copy drops one dirty page', () => {
    const dropOne = (host: MigrationHost, dirty: PageSet): void =>
      stopAndCopy(host, without(dirty, dirty.next(0)));
    expect(runSetup(busy, onePass({ final: dropOne })).wrongPages).toHaveLength(1);
  });

  it('when the dirty log is read after the last copy and thrown away', () => {
    const late = (host: MigrationHost, dirty: PageSet): void => {
      for (const page of dirty) host.send(page);
      host.stop();
      host.takeDirtyLog();
      host.resume();
    };
    expect(runSetup(busy, onePass({ final: late })).wrongPages.length).toBeGreaterThan(0);
  });

  it('when post-copy resumes without saying which pages are absent', () => {
    const blind: PageAlgorithm = (host) => {
      host.stop();
      host.resume();
      for (let page = 0; page < host.pages; page += 1) host.send(page);
      return 1;
    };
    expect(runSetup(busy, blind).wrongPages.length).toBeGreaterThan(0);
  });
});
