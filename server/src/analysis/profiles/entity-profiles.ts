import { type Estimate, exactly, PAGE_BYTES } from '@migration-tags/simulator';
import type { AssumedFacts } from '../../tags/tag-sheet.ts';
import type { RuntimeSettings } from '../analyzer.ts';
import type { EntityProfile } from '../entity-profile.ts';
import type { ContextNode } from '../execution/context-tree.ts';
import type { DirtyProfile } from '../memory/dirty-profile.ts';
import { dirtyProfile } from '../memory/dirty-profile-model.ts';
import { declaredWrites, declaresWrites } from './declared-writes.ts';
import { summarise } from './summarise.ts';

/** Reasons and questions shown at the most. */
const MOST_REASONS = 6;

/** The profile of a piece of code from all its executions; unknown where it never ran. */
export const profileOf = (
  entity: number,
  executions: readonly ContextNode[],
  runtime: RuntimeSettings,
  assumed: AssumedFacts | undefined,
): EntityProfile => {
  const summary = summarise(executions);
  const questions = questionsOf(executions);
  if (!summary)
    return declared(unknownProfile(entity, ['The analysis found no way this code is reached.']), assumed);
  const profile = dirtyProfile(summary, runtime);
  const doubt = modelDoubt(profile, questions.length > 0);
  return declared(
    {
      entity,
      durationSeconds: summary.durationSeconds,
      pagesPerCall: doubted(profile.pagesPerCall, doubt),
      rangePages: doubted(profile.rangePages, doubt),
      ratePagesPerSecond: doubted(profile.ratePagesPerSecond, doubt),
      pagesIn: {
        '10ms': doubted(profile.pagesIn['10ms'], doubt),
        '100ms': doubted(profile.pagesIn['100ms'], doubt),
        '1s': doubted(profile.pagesIn['1s'], doubt),
      },
      allocationBytesPerSecond: profile.allocationBytesPerSecond,
      writes: profile.writes,
      confidence: summary.confidence,
      provenance: 'estimate',
      why: profile.why.slice(0, MOST_REASONS),
      questions,
    },
    assumed,
  );
};

/**
 * How far measured pages lie from the model's, as factors (docs/accuracy.md): in-place writes are known to within the pages at
 * their ends; where the collector writes, four of five measured rows lie within 2.6; an open question doubles that doubt.
 */
const DOUBT = {
  inPlace: { least: 1.15, most: 1.4 },
  collected: { least: 2, most: 2.6 },
  open: { least: 2, most: 4 },
} as const;

type Doubt = (typeof DOUBT)[keyof typeof DOUBT];

const modelDoubt = (profile: DirtyProfile, open: boolean): Doubt => {
  if (open) return DOUBT.open;
  const allocatedPages = (profile.allocationBytesPerSecond.likely * 0.1) / PAGE_BYTES;
  return allocatedPages < 0.2 * profile.pagesIn['100ms'].likely ? DOUBT.inPlace : DOUBT.collected;
};

/** At least as wide as the model's doubt, at most as wide as still says something; a page or two either way at the ends. */
const doubted = ({ low, likely, high }: Estimate, { least, most }: Doubt): Estimate => ({
  low: Math.max(0, Math.min(Math.max(low, likely / most), likely / least) - EDGE_PAGES),
  likely,
  high: Math.max(Math.min(high, likely * most), likely * least) + EDGE_PAGES,
});

/** Boundary pages of a region, and what the runtime writes now and then. */
const EDGE_PAGES = 4;

export const unknownProfile = (entity: number, questions: readonly string[]): EntityProfile => ({
  entity,
  durationSeconds: null,
  pagesPerCall: null,
  rangePages: null,
  ratePagesPerSecond: null,
  pagesIn: { '10ms': null, '100ms': null, '1s': null },
  allocationBytesPerSecond: null,
  writes: null,
  confidence: 0,
  provenance: 'estimate',
  why: [],
  questions,
});

const questionsOf = (executions: readonly ContextNode[]): readonly string[] => {
  const questions = new Set<string>();
  const visit = (node: ContextNode): void => {
    for (const question of node.questions) if (questions.size < MOST_REASONS) questions.add(question);
    for (const child of node.children.values()) visit(child);
  };
  executions.forEach(visit);
  return [...questions];
};

/** What the user declares wins over what is estimated. */
const declared = (profile: EntityProfile, assumed: AssumedFacts | undefined): EntityProfile => {
  if (!assumed) return profile;
  const { durationSeconds } = assumed;
  if (durationSeconds === undefined && !declaresWrites(assumed)) return profile;
  const known = declaredWrites(profile, assumed);
  const { rangePages: range, ratePagesPerSecond: rate } = known;
  return {
    ...profile,
    ...known,
    durationSeconds: durationSeconds === undefined ? profile.durationSeconds : exactly(durationSeconds),
    ...(declaresWrites(assumed) && range && rate
      ? {
          pagesIn: {
            '10ms': within(range, rate, 0.01),
            '100ms': within(range, rate, 0.1),
            '1s': within(range, rate, 1),
          },
        }
      : {}),
    provenance: 'declared',
    confidence: 1,
    why: ['Declared by `@migrate assume`.', ...profile.why].slice(0, MOST_REASONS),
  };
};

const within = (range: Estimate, rate: Estimate, seconds: number): Estimate => ({
  low: Math.min(range.low, rate.low * seconds),
  likely: Math.min(range.likely, rate.likely * seconds),
  high: Math.min(range.high, rate.high * seconds),
});
