/**
 * Expected cost of one migration (server/src/preview/objective.ts) under four ways to tag: the suggested plan, nothing, every
 * phase by its verdict, and greedily by rate (approve the phase of least rate, withdraw the one of most). Random workloads
 * under four policies; requests other than those that the search has seen.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  defaultEnvironment,
  type Environment,
  exactly,
  simulate,
  type TagType,
  verbatim,
  type Workload,
} from '@migration-tags/simulator';
import type { Timeline, TimelineStep } from '../server/src/analysis/timeline.ts';
import { migrationCost } from '../server/src/preview/objective.ts';
import { suggestTags } from '../server/src/preview/suggest-tags.ts';
import { verdictOfWrites } from '../server/src/preview/verdict.ts';
import { workloadOfTimeline } from '../server/src/preview/workload-of-timeline.ts';

const WORKLOADS = 40;
const RUNS = 200;
/** Not the search's own. */
const SEED = 99;
const FILE = '/bench/main.ts';

const small = {
  ...defaultEnvironment.vm,
  memoryBytes: 2 ** 29,
  touchedBytes: 2 ** 28,
  nonZeroBytes: 2 ** 28,
};
const link = { ...defaultEnvironment.link, bandwidthBytesPerSecond: 1.25e8 };
const policy = (migration: Partial<Environment['migration']>): Environment => ({
  ...defaultEnvironment,
  vm: small,
  link,
  migration: { ...defaultEnvironment.migration, ...migration },
});

const POLICIES: Readonly<Record<string, Environment>> = {
  'forced after 6 s': policy({ timeoutSeconds: 6, onTimeout: 'force' }),
  'post-copy after 6 s': policy({ timeoutSeconds: 6, onTimeout: 'post-copy' }),
  'cancelled after 60 s': policy({ timeoutSeconds: 60, onTimeout: 'cancel' }),
  'throttled until it converges': policy({ timeoutSeconds: 60, onTimeout: 'force', autoConverge: true }),
};

/** Numbers in [0, 1): a Weyl sequence through the finaliser of MurmurHash3 (Appleby, public domain). */
const seededRandom = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let bits = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
    bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
    return ((bits ^ (bits >>> 16)) >>> 0) / 2 ** 32;
  };
};

type Tags = ReadonlyMap<number, TagType>;

/** Two to six phases of 0.3 s to 20 s in a loop; ranges of 0.3 MiB to 300 MiB, rates of 30 to 100,000 pages/s. */
const timelineOf = (random: () => number): Timeline => {
  const logUniform = (low: number, high: number): number => low * (high / low) ** random();
  const steps = Array.from({ length: 2 + Math.floor(random() * 5) }, (_, entity): TimelineStep => {
    const region = {
      rangeBytes: exactly(logUniform(3e5, 3e8)),
      ratePagesPerSecond: exactly(logUniform(30, 1e5)),
      pattern: random() < 0.5 ? ('sweep' as const) : ('random' as const),
    };
    return {
      kind: 'phase',
      phase: {
        name: verbatim(`phase ${entity}`),
        place: { file: FILE, entity, span: { start: entity, end: entity + 1 } },
        around: [],
        running: [],
        durationSeconds: exactly(logUniform(0.3, 20)),
        tag: null,
        isIdle: false,
        writes: [region],
        why: [],
      },
    };
  });
  const place = { file: FILE, entity: null, span: { start: 0, end: 100 } };
  const loop: TimelineStep = { kind: 'loop', place, trips: null, endless: true, steps };
  return { entryFile: FILE, tasks: [[loop]], visits: [], notes: [], questions: [], arrivals: [] };
};

const workloadOf = (timeline: Timeline, environment: Environment): Workload => {
  const reading = workloadOfTimeline(timeline, environment.vm);
  if (reading.kind === 'unknown') throw new Error('The workload is known.');
  return reading.workload;
};

const costWith = (workload: Workload, tags: Tags, environment: Environment): number => {
  const tagged = {
    tasks: workload.tasks.map((task) => ({
      ...task,
      phases: task.phases.map((phase, index) => ({ ...phase, tag: tags.get(index) ?? null })),
    })),
  };
  const strategy = tags.size === 0 ? 'unguided' : 'guided';
  const outcome = simulate({
    ...environment,
    seed: SEED,
    runs: RUNS,
    workload: tagged,
    strategies: [strategy],
  })[strategy];
  if (!outcome) throw new Error('The simulator ran the strategy.');
  return migrationCost(outcome, environment).total;
};

const everything = ({ tasks: [task] }: Workload, environment: Environment): Tags =>
  new Map(
    (task?.phases ?? []).map(({ writes }, index): [number, TagType] => [
      index,
      verdictOfWrites(writes, environment) === 'hot' ? 'withdraw' : 'approve',
    ]),
  );

const greedyByRate = ({ tasks: [task] }: Workload): Tags => {
  const byRate = (task?.phases ?? [])
    .map(({ writes }, index) => ({
      index,
      rate: writes.reduce((sum, { ratePagesPerSecond }) => sum + ratePagesPerSecond.likely, 0),
    }))
    .sort((a, b) => a.rate - b.rate);
  const [least, most] = [byRate[0], byRate.at(-1)];
  return least && most
    ? new Map<number, TagType>([
        [most.index, 'withdraw'],
        [least.index, 'approve'],
      ])
    : new Map();
};

const suggested = (timeline: Timeline, environment: Environment): Tags => {
  const plan = suggestTags(timeline, environment, () => {
    throw new Error('No code runs in these timelines, so no region is looked for.');
  });
  if (plan.kind === 'unknown') throw new Error('The workload is known.');
  return new Map(plan.suggestions.map(({ place, tag }): [number, TagType] => [place.entity ?? -1, tag]));
};

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

const rows = Object.entries(POLICIES).map(([name, environment]) => {
  const random = seededRandom(7);
  const costs = Array.from({ length: WORKLOADS }, () => {
    const timeline = timelineOf(random);
    const workload = workloadOf(timeline, environment);
    const ways = {
      suggested: suggested(timeline, environment),
      nothing: new Map(),
      everything: everything(workload, environment),
      greedy: greedyByRate(workload),
    } satisfies Record<string, Tags>;
    return {
      tags: ways.suggested.size,
      suggested: costWith(workload, ways.suggested, environment),
      nothing: costWith(workload, ways.nothing, environment),
      everything: costWith(workload, ways.everything, environment),
      greedy: costWith(workload, ways.greedy, environment),
    };
  });
  const of = (way: keyof (typeof costs)[number]): number =>
    Number(mean(costs.map((row) => row[way])).toFixed(3));
  const atMost = (way: 'nothing' | 'everything' | 'greedy'): number =>
    costs.filter((row) => row.suggested <= row[way] + 0.016 * Math.max(1, row.tags)).length;
  return {
    policy: name,
    meanSeconds: {
      suggested: of('suggested'),
      nothing: of('nothing'),
      everything: of('everything'),
      greedyByRate: of('greedy'),
    },
    meanTags: of('tags'),
    noWorseThan: {
      nothing: atMost('nothing'),
      everything: atMost('everything'),
      greedyByRate: atMost('greedy'),
    },
    workloads: WORKLOADS,
  };
});

const results = path.join(import.meta.dirname, 'results');
mkdirSync(results, { recursive: true });
writeFileSync(path.join(results, 'suggestions.json'), `${JSON.stringify(rows, null, 2)}\n`);
for (const row of rows) process.stdout.write(`${JSON.stringify(row)}\n`);
