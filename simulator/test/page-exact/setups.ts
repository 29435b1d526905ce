import * as fc from 'fast-check';
import { createRandom } from '../../src/engine/random.ts';
import type { PageWorkload } from '../../src/page-exact/guest.ts';
import type { HostSettings } from '../../src/page-exact/migration-host.ts';
import type { PageAlgorithm } from '../../src/page-exact/page-algorithm.ts';
import { type PageExactRun, runPageExact } from '../../src/page-exact/run.ts';

export const MEBIBYTE = 2 ** 20;

export interface PageExactSetup {
  readonly workload: PageWorkload;
  readonly settings: HostSettings;
  readonly startSeconds: number;
  readonly seed: number;
}

export const runSetup = (
  { workload, settings, startSeconds, seed }: PageExactSetup,
  algorithm: PageAlgorithm,
): PageExactRun => runPageExact(workload, settings, algorithm, startSeconds, createRandom(seed).uniform);

export const LAN: HostSettings = {
  linkBytesPerSecond: 20 * MEBIBYTE,
  capBytesPerSecond: null,
  latencySeconds: 0.000_2,
  inFlightBytes: 0,
  downtimeLimitSeconds: 0.3,
  switchOverSeconds: 0.01,
  forceAfterSeconds: 30,
};

const PAGES = 512;

/** One or two phases, each writing one or two regions anywhere in a memory of 2 MiB; regions may overlap. */
export const anyWorkload: fc.Arbitrary<PageWorkload> = fc
  .array(
    fc.record({
      durationSeconds: fc.double({ min: 0.01, max: 0.5, noNaN: true }),
      regions: fc.array(
        fc
          .record({
            firstPage: fc.nat(PAGES - 1),
            length: fc.integer({ min: 1, max: PAGES }),
            ratePagesPerSecond: fc.integer({ min: 1, max: 20_000 }),
            pattern: fc.constantFrom('sweep' as const, 'random' as const),
          })
          .map(({ firstPage, length, ratePagesPerSecond, pattern }) => ({
            firstPage,
            pages: Math.min(length, PAGES - firstPage),
            ratePagesPerSecond,
            pattern,
          })),
        { maxLength: 2 },
      ),
    }),
    { minLength: 1, maxLength: 2 },
  )
  .chain((phases) =>
    fc.nat(PAGES / 4).map((pages) => ({
      pages: PAGES,
      zeroRuns: [{ firstPage: PAGES / 2, pages }],
      phases,
    })),
  );

export const anySettings: fc.Arbitrary<HostSettings> = fc.record({
  linkBytesPerSecond: fc.constantFrom(5 * MEBIBYTE, 20 * MEBIBYTE, 100 * MEBIBYTE),
  capBytesPerSecond: fc.constantFrom(null, 10 * MEBIBYTE),
  latencySeconds: fc.constantFrom(0, 0.000_2, 0.005),
  inFlightBytes: fc.constantFrom(0, 256 * 1024),
  downtimeLimitSeconds: fc.constantFrom(0.05, 0.3, 1),
  switchOverSeconds: fc.constantFrom(0, 0.02),
  forceAfterSeconds: fc.constantFrom(0, 0.2, 2),
});

export const anySetup: fc.Arbitrary<PageExactSetup> = fc.record({
  workload: anyWorkload,
  settings: anySettings,
  startSeconds: fc.double({ min: 0, max: 1, noNaN: true }),
  seed: fc.nat(),
});
