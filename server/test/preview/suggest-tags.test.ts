import {
  defaultEnvironment,
  type Environment,
  inEnglish,
  simulate,
  type TagType,
} from '@migration-tags/simulator';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Timeline, TimelineStep } from '../../src/analysis/timeline.ts';
import { migrationCost } from '../../src/preview/objective.ts';
import { MOST_EXACT_CANDIDATES, searchPlacements } from '../../src/preview/placement-search.ts';
import { suggestTags } from '../../src/preview/suggest-tags.ts';
import type { Placement } from '../../src/preview/tag-placement.ts';
import { workloadOfTimeline } from '../../src/preview/workload-of-timeline.ts';
import { region } from './sample-profiles.ts';
import { loop, noOutline, phase, placeAt, timelineOf } from './sample-timelines.ts';

/** Small and forced after a while, as an operator's time-out does: where a hot phase costs downtime. */
const forced: Environment = {
  ...defaultEnvironment,
  vm: { ...defaultEnvironment.vm, memoryBytes: 2 ** 28, touchedBytes: 2 ** 28, nonZeroBytes: 2 ** 28 },
  link: { ...defaultEnvironment.link, bandwidthBytesPerSecond: 1e8 },
  migration: { ...defaultEnvironment.migration, timeoutSeconds: 6, onTimeout: 'force' },
};

const HOT = [region(160, 60_000, 'random')];
const QUIET = [region(1, 100)];
/** Writes often, but within a range that always fits: quiet by range, the hottest by rate. */
const BUSY_IN_PLACE = [region(4, 80_000)];

const tags = (...chosen: readonly [number, TagType][]): ReadonlyMap<number, TagType> => new Map(chosen);

const retagged = (step: TimelineStep, chosen: ReadonlyMap<number, TagType>): TimelineStep =>
  step.kind === 'phase'
    ? { kind: 'phase', phase: { ...step.phase, tag: chosen.get(step.phase.place.entity ?? -1) ?? null } }
    : { ...step, steps: step.steps.map((inner) => retagged(inner, chosen)) };

const withTags = (timeline: Timeline, chosen: ReadonlyMap<number, TagType>): Timeline => ({
  ...timeline,
  tasks: timeline.tasks.map((steps) => steps.map((step) => retagged(step, chosen))),
});

/** Expected cost of one migration with these tags, on other requests than those the search has seen. */
const costWith = (timeline: Timeline, chosen: ReadonlyMap<number, TagType>): number => {
  const reading = workloadOfTimeline(withTags(timeline, chosen), forced.vm);
  if (reading.kind === 'unknown') throw new Error('The sample timeline is known.');
  const { workload } = reading;
  const strategy = chosen.size === 0 ? 'unguided' : 'guided';
  const outcome = simulate({ ...forced, seed: 99, runs: 150, workload, strategies: [strategy] })[strategy];
  if (!outcome) throw new Error('The simulator ran the strategy.');
  return migrationCost(outcome, forced).total;
};

const suggested = (timeline: Timeline): ReadonlyMap<number, TagType> => {
  const plan = suggestTags(timeline, forced, noOutline);
  if (plan.kind === 'unknown') throw new Error('The sample timeline is known.');
  return tags(...plan.suggestions.map(({ place, tag }) => [place.entity ?? -1, tag] as [number, TagType]));
};

describe('the plan', () => {
  /** A long solve, a long quiet write-out, and a very quiet moment too short to migrate in. */
  const timeline = timelineOf([
    loop(6, phase(1, 20, HOT), phase(2, 12, BUSY_IN_PLACE), phase(3, 0.3, QUIET), phase(4, 20, HOT)),
  ]);
  const plan = suggested(timeline);

  test('approves the long phase that always fits, whatever its rate', () => {
    expect(plan.get(2)).toBe('approve');
  });

  test('costs less than no tags', () => {
    expect(costWith(timeline, plan)).toBeLessThan(costWith(timeline, tags()));
  });

  test('costs no more than tagging everything, with fewer tags', () => {
    const everything = tags([1, 'withdraw'], [2, 'approve'], [3, 'approve'], [4, 'withdraw']);
    expect(plan.size).toBeLessThan(everything.size);
    expect(costWith(timeline, plan)).toBeLessThan(costWith(timeline, everything) + 0.016);
  });

  test('costs less than greedy by rate: approve where the rate is least, withdraw where it is largest', () => {
    const greedy = tags([3, 'approve'], [2, 'withdraw']);
    expect(costWith(timeline, plan)).toBeLessThan(costWith(timeline, greedy));
    expect(costWith(timeline, plan)).toBeLessThan(costWith(timeline, tags([3, 'approve'])));
  });

  test('asked again with its tags in the source, proposes nothing more', () => {
    expect(suggested(withTags(timeline, plan)).size).toBe(0);
  });

  test('says what each tag saves and why', () => {
    const result = suggestTags(timeline, forced, noOutline);
    if (result.kind === 'unknown') throw new Error('The sample timeline is known.');
    expect(result.method).toBe('exact');
    expect(result.after.total).toBeLessThan(result.before.total);
    for (const { saves, why } of result.suggestions) {
      expect(Object.values(saves).every((value) => value === null || Number.isFinite(value))).toBe(true);
      expect(inEnglish(why)).toMatch(/Dirties .* in one downtime limit \(budget .*\) and lasts up to /);
    }
  });
});

describe('only tags that tell the truth', () => {
  test('quiet code is approved or left alone, hot code barred or left alone', () => {
    const plan = suggested(timelineOf([loop(6, phase(1, 20, HOT), phase(2, 12, QUIET))]));
    expect(plan.get(1)).not.toBe('approve');
    expect(plan.get(2)).not.toBe('withdraw');
  });

  test('where everything is quiet there is nothing to say', () => {
    expect(suggested(timelineOf([loop(6, phase(1, 20, QUIET), phase(2, 12, QUIET))])).size).toBe(0);
  });

  test('where everything is hot there is nothing to approve, so nothing is barred either', () => {
    expect(suggested(timelineOf([loop(6, phase(1, 20, HOT), phase(2, 12, HOT))])).size).toBe(0);
  });

  test('the user’s own tags stay: no second tag on their phases', () => {
    const plan = suggested(timelineOf([loop(6, phase(1, 20, HOT), phase(2, 12, QUIET, { tag: 'approve' }))]));
    expect(plan.has(2)).toBe(false);
  });

  test('of places around the same phases the innermost is tagged', () => {
    const around = [placeAt(8), placeAt(9)];
    const outer = around.map((place) => ({ ...place, span: { start: 0, end: 500 } }));
    const plan = suggested(timelineOf([loop(6, phase(1, 20, HOT), phase(2, 12, QUIET, { around: outer }))]));
    expect([...plan.keys()].filter((entity) => entity > 2)).toEqual([]);
    expect(plan.get(2)).toBe('approve');
  });
});

test('an unknown workload gives questions, not tags', () => {
  expect(suggestTags(timelineOf([phase(1, null, HOT)]), forced, noOutline).kind).toBe('unknown');
});

describe('the search', () => {
  /** A cost with interactions: some tags pay alone, some only beside another. */
  const landscape = (singles: readonly number[], pairs: readonly number[]) => (placement: Placement) =>
    placement.reduce(
      (cost, placed, index) =>
        placed ? cost + (singles[index] ?? 0) + (placement[index + 1] ? (pairs[index] ?? 0) : 0) : cost,
      0,
    );
  const weights = (length: number) =>
    fc.array(fc.integer({ min: -5, max: 5 }), { minLength: length, maxLength: length });

  test('for few places finds the best of all placements', () => {
    const length = MOST_EXACT_CANDIDATES;
    fc.assert(
      fc.property(weights(length), weights(length), (singles, pairs) => {
        const costOf = landscape(singles, pairs);
        const best = Math.min(
          ...Array.from({ length: 2 ** length }, (_, bits) =>
            costOf(Array.from({ length }, (_, at) => ((bits >> at) & 1) === 1)),
          ),
        );
        expect(searchPlacements(length, costOf)).toMatchObject({ cost: best, method: 'exact' });
      }),
    );
  });

  test('for many places finds what no change of one tag improves', () => {
    const length = MOST_EXACT_CANDIDATES + 5;
    fc.assert(
      fc.property(weights(length), weights(length), (singles, pairs) => {
        const costOf = landscape(singles, pairs);
        const { placement, cost, method } = searchPlacements(length, costOf);
        expect(method).toBe('beam');
        expect(cost).toBe(costOf(placement));
        const room = placement.filter((placed) => placed).length < 8;
        placement.forEach((placed, at) => {
          if (!placed && !room) return;
          expect(costOf(placement.with(at, !placed))).toBeGreaterThanOrEqual(cost);
        });
      }),
    );
  });

  test('of equal placements takes the one with fewer tags', () => {
    expect(searchPlacements(3, () => 1).placement).toEqual([false, false, false]);
  });
});
