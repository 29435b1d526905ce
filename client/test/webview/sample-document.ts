import {
  type Estimate,
  exactly,
  inEnglish,
  parseScenario,
  type Scenario,
  scenarioToJson,
  simulate,
} from '@migration-tags/simulator';
import type { JsonEntity, PreviewDocument } from '../../../server/src/preview/preview-document.ts';

/** A solver that checkpoints, as the bundled example does: hot phases that withdraw, quiet ones that approve. */
const SCENARIO = {
  schema: 1,
  seed: 1,
  runs: 60,
  vm: { memory: '512MiB', touched: '220MiB', nonZero: '160MiB' },
  link: { bandwidth: '2.5Gbit/s', latency: '0.2ms' },
  migration: { algorithm: 'qemu-precopy', downtimeLimit: '50ms', timeout: '2s', onTimeout: 'force' },
  workload: {
    iterations: 4,
    phases: [
      {
        name: 'solve',
        duration: { low: '2s', likely: '2.4s', high: '3s' },
        tag: 'withdraw',
        writes: [{ range: '32MiB', rate: '400_000pages/s', pattern: 'sweep' }],
      },
      {
        name: 'checkpoint',
        duration: '1.6s',
        tag: 'approve',
        writes: [{ range: '2MiB', rate: '2000pages/s', pattern: 'sweep' }],
      },
    ],
  },
  request: { at: 'uniform', deadline: '2min' },
  strategy: ['unguided', 'guided', 'oracle'],
  withdrawal: 'hold',
};

export const sampleScenario = (): Scenario => {
  const parsed = parseScenario(SCENARIO);
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => inEnglish(message)).join());
  return parsed.value;
};

const about = (likely: number): Estimate => ({ low: likely * 0.8, likely, high: likely * 1.3 });

const FILE = 'examples/conjugate-gradient/main.mjs';

const entity = (over: Partial<JsonEntity>): JsonEntity => ({
  file: FILE,
  name: 'solve',
  kind: 'function',
  start: { line: 10, character: 0 },
  end: { line: 36, character: 1 },
  durationMs: about(2400),
  pagesPerCall: about(8192),
  rangePages: about(8192),
  ratePagesPerSecond: about(400_000),
  pagesIn: { '10ms': about(4000), '100ms': about(8192), '1s': about(8192) },
  allocationMBPerSecond: about(3),
  verdict: 'hot',
  neededMs: null,
  longEnough: null,
  downtimeMs: null,
  confidence: 0.7,
  source: 'estimate',
  why: [
    'hot: 32 MiB are rewritten every 21 ms, more than the 14.9 MiB that one downtime limit sends',
    'solution, residual, direction and image: four Float64Array(side²), rewritten in every iteration',
  ],
  questions: [],
  tag: { type: 'withdraw', label: null, because: 'range', downtimeContractMs: null, tooShortToUse: false },
  ...over,
});

export const sampleDocument = (): PreviewDocument => {
  const scenario = sampleScenario();
  return {
    schema: 1,
    entry: FILE,
    entities: [
      entity({}),
      entity({
        name: 'checkpoint',
        kind: 'region',
        start: { line: 26, character: 2 },
        end: { line: 31, character: 34 },
        durationMs: about(1600),
        rangePages: about(512),
        ratePagesPerSecond: about(2000),
        verdict: 'low-range',
        neededMs: 640,
        longEnough: true,
        downtimeMs: { p50: 19, p95: 24 },
        why: ['low range: 2 MiB fit the budget of 14.9 MiB'],
        tag: {
          type: 'approve',
          label: 'checkpoint',
          because: null,
          downtimeContractMs: null,
          tooShortToUse: false,
        },
      }),
      entity({
        name: 'energy',
        start: { line: 53, character: 0 },
        end: { line: 57, character: 1 },
        durationMs: exactly(1.1),
        rangePages: null,
        ratePagesPerSecond: null,
        verdict: 'unknown',
        confidence: 0.2,
        why: [],
        questions: ['How long is `field`? An `assume size=` on the function would say.'],
        tag: null,
      }),
    ],
    scenario: scenarioToJson(scenario),
    outcomes: simulate(scenario),
    places: [
      { task: 0, phase: 0, file: FILE, start: { line: 21, character: 2 }, end: { line: 21, character: 76 } },
      { task: 0, phase: 1, file: FILE, start: { line: 26, character: 2 }, end: { line: 31, character: 34 } },
    ],
    notes: [
      'Policy: qemu-precopy at 2.5 Gbit/s, stopping for at most 50 ms; an attempt longer than 2 s is forced to stop and copy.',
    ],
    questions: [],
  };
};
