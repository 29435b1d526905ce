import { CALIBRATION } from '../../src/engine/calibration.ts';
import { layOut } from '../../src/engine/layout.ts';
import { createRandom } from '../../src/engine/random.ts';
import type { Algorithm, VirtualMachine } from '../../src/model/environment.ts';
import { PAGE_BYTES } from '../../src/model/page.ts';
import { parseScenario } from '../../src/model/parse-scenario.ts';
import type { Scenario } from '../../src/model/scenario.ts';
import type { PageRun } from '../../src/page-exact/guest.ts';
import { PAGE_ALGORITHMS, runPageExact } from '../../src/page-exact/run.ts';
import { runOnce } from '../../src/run/world.ts';

/** Compared over so many runs each, of different residual positions and random writes. */
const RUNS = 12;
const PAGES = 8192;
const ZERO_PAGES = 2048;
const LINK_BYTES_PER_SECOND = 40e6;
/** What the network stack holds; only QEMU's engine models it while the guest runs. */
const IN_FLIGHT_BYTES = 256 * 1024;
/** The mean of the lognormal distribution that the engine draws from. */
const MEAN_RESUME_SECONDS = CALIBRATION.resumeSeconds * Math.exp(CALIBRATION.resumeSpread ** 2 / 2);
const PAYLOAD_BYTES_PER_SECOND = LINK_BYTES_PER_SECOND * CALIBRATION.payloadShare;

interface CaseRegion {
  readonly pages: number;
  readonly ratePagesPerSecond: number;
  readonly pattern: 'sweep' | 'random';
}

export interface AgreementCase {
  readonly name: string;
  readonly downtimeLimitSeconds: number;
  readonly phases: readonly { readonly durationSeconds: number; readonly regions: readonly CaseRegion[] }[];
}

const steady = (name: string, ...regions: CaseRegion[]): AgreementCase => ({
  name,
  downtimeLimitSeconds: 0.3,
  phases: [{ durationSeconds: 1000, regions }],
});

export const AGREEMENT_CASES: readonly AgreementCase[] = [
  steady('an idle guest'),
  steady('few pages, random, fast', { pages: 256, ratePagesPerSecond: 20_000, pattern: 'random' }),
  steady('few pages, swept fast', { pages: 256, ratePagesPerSecond: 20_000, pattern: 'sweep' }),
  steady('many pages, random, slow', { pages: 3000, ratePagesPerSecond: 800, pattern: 'random' }),
  steady('many pages, swept slowly', { pages: 3000, ratePagesPerSecond: 1500, pattern: 'sweep' }),
  steady('many pages, random, faster than the link', {
    pages: 3000,
    ratePagesPerSecond: 20_000,
    pattern: 'random',
  }),
  steady('many pages, swept faster than the link', {
    pages: 3000,
    ratePagesPerSecond: 15_000,
    pattern: 'sweep',
  }),
  steady(
    'a small hot region beside a large warm one',
    { pages: 300, ratePagesPerSecond: 6000, pattern: 'random' },
    { pages: 4000, ratePagesPerSecond: 500, pattern: 'sweep' },
  ),
];

export interface Figures {
  readonly downtimeMs: number;
  readonly totalMs: number;
  readonly sentPages: number;
  readonly stalledMs: number;
}

const FORCED_AFTER_SECONDS = 20;
const REQUEST_SECONDS = 1;

export function compare(
  algorithm: Algorithm,
  agreementCase: AgreementCase,
): { counted: Figures; exact: Figures } {
  return {
    counted: mean((seed) => countLevelRun(algorithm, agreementCase, seed)),
    exact: mean((seed) => pageExactRun(algorithm, agreementCase, seed)),
  };
}

function mean(run: (seed: number) => Figures): Figures {
  const runs = Array.from({ length: RUNS }, (_, index) => run(index + 1));
  const average = (value: (figures: Figures) => number): number =>
    runs.reduce((sum, figures) => sum + value(figures), 0) / runs.length;
  return {
    downtimeMs: average((figures) => figures.downtimeMs),
    totalMs: average((figures) => figures.totalMs),
    sentPages: average((figures) => figures.sentPages),
    stalledMs: average((figures) => figures.stalledMs),
  };
}

function countLevelRun(algorithm: Algorithm, agreementCase: AgreementCase, seed: number): Figures {
  const [result] = runOnce(scenarioOf(algorithm, agreementCase, seed), 'unguided', 0);
  if (result === undefined || result === null) throw new Error('the run did not complete');
  const lostSeconds = result.totalSeconds * (1 - 1 / result.taskSlowdown);
  return {
    downtimeMs: result.downtimeSeconds * 1000,
    totalMs: result.totalSeconds * 1000,
    sentPages: result.sentBytes / PAGE_BYTES,
    stalledMs: (lostSeconds - result.downtimeSeconds) * 1000,
  };
}

export function scenarioOf(
  algorithm: Algorithm,
  { phases, downtimeLimitSeconds }: AgreementCase,
  seed: number,
): Scenario {
  const parsed = parseScenario({
    schema: 1,
    seed,
    runs: 1,
    vm: {
      memory: PAGES * PAGE_BYTES,
      touched: (PAGES - ZERO_PAGES) * PAGE_BYTES,
      nonZero: (PAGES - ZERO_PAGES) * PAGE_BYTES,
      accelerator: 'kvm',
    },
    link: { bandwidth: LINK_BYTES_PER_SECOND, latency: 0.0002, inFlight: IN_FLIGHT_BYTES },
    migration: {
      algorithm,
      downtimeLimit: downtimeLimitSeconds,
      timeout: FORCED_AFTER_SECONDS,
      onTimeout: 'force',
    },
    workload: {
      iterations: 0,
      phases: phases.map(({ durationSeconds, regions }, index) => ({
        name: `phase ${index}`,
        duration: durationSeconds,
        writes: regions.map(({ pages, ratePagesPerSecond, pattern }) => ({
          range: pages * PAGE_BYTES,
          rate: ratePagesPerSecond,
          pattern,
        })),
      })),
    },
    request: { at: REQUEST_SECONDS },
    strategy: 'unguided',
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.value;
}

function pageExactRun(algorithm: Algorithm, agreementCase: AgreementCase, seed: number): Figures {
  const { phases, downtimeLimitSeconds } = agreementCase;
  const random = createRandom(seed, 1);
  let firstPage = 0;
  const workload = {
    pages: PAGES,
    zeroRuns: zeroRuns(scenarioOf(algorithm, agreementCase, seed).vm),
    phases: phases.map(({ durationSeconds, regions }) => ({
      durationSeconds,
      regions: regions.map((region) => {
        const placed = { ...region, firstPage };
        firstPage += region.pages;
        return placed;
      }),
    })),
  };
  const settings = {
    linkBytesPerSecond: PAYLOAD_BYTES_PER_SECOND,
    capBytesPerSecond: null,
    latencySeconds: 0.000_2,
    inFlightBytes: algorithm === 'qemu-precopy' ? IN_FLIGHT_BYTES : 0,
    downtimeLimitSeconds,
    switchOverSeconds: CALIBRATION.switchSeconds + (algorithm === 'qemu-precopy' ? MEAN_RESUME_SECONDS : 0),
    forceAfterSeconds: FORCED_AFTER_SECONDS,
  };
  // A swept region's cursor may stand anywhere when the request comes.
  const startSeconds = REQUEST_SECONDS + random.uniform() * 2;
  const run = runPageExact(workload, settings, PAGE_ALGORITHMS[algorithm], startSeconds, random.uniform);
  if (run.wrongPages.length > 0) throw new Error(`${run.wrongPages.length} pages were lost`);
  return {
    downtimeMs: run.downtimeSeconds * 1000,
    totalMs: run.totalSeconds * 1000,
    sentPages: run.sentBytes / PAGE_BYTES,
    stalledMs: run.stalledSeconds * 1000,
  };
}

/** Where the simulator lays zeros; the regions stand before them and so do not move them. */
function zeroRuns(vm: VirtualMachine): readonly PageRun[] {
  let end = 0;
  return layOut(vm, []).flatMap((extent) => {
    const firstPage = Math.round(end);
    end += extent.pages;
    return extent.contents === 'zero' ? [{ firstPage, pages: Math.round(end) - firstPage }] : [];
  });
}
