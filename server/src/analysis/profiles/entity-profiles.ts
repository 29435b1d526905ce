import { type Estimate, exactly, type Message, MessageSet, PAGE_BYTES, say } from '@migration-tags/simulator';
import type { AssumedFacts } from '../../tags/tag-sheet.ts';
import type { RuntimeSettings } from '../analyzer.ts';
import { smallest } from '../effects/quantity.ts';
import type { EntityProfile } from '../entity-profile.ts';
import type { ContextNode } from '../execution/costs/context-tree.ts';
import type { DirtyProfile } from '../memory/dirty-profile.ts';
import { dirtyPages, dirtyProfile, pagesOfCall } from '../memory/dirty-profile-model.ts';
import { callDoubt, doubted, type Knowledge, rateDoubt, widthOf } from '../memory/doubt.ts';
import { largestSemiSpaceBytes } from '../memory/v8-heap.ts';
import type { WriteSummary } from '../memory/write-summary.ts';
import { DECLARED, declaredWrites, declaresWrites } from './declared-writes.ts';
import { knownDuration } from './known-duration.ts';
import { lastingCall } from './lasting-call.ts';
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
  const questions = textsOf(executions, (node) => node.questions);
  if (!summary) return declared(unknownProfile(entity, [NOT_REACHED]), assumed);
  // What is seen of a loop without end is some of its iterations.
  const isEndless = executions.every(({ neverEnds }) => neverEnds);
  const profile = dirtyProfile(summary, runtime);
  const durationSeconds = isEndless ? null : knownDuration(profile.durationSeconds);
  const doubt = rateDoubt(summary.levels);
  const bounds = dirtyPages(summary, runtime, doubt);
  const call = lastingCall(summary, executions);
  const open = questions.length > 0;
  const known = knowledgeOf(profile, runtime, open);
  const inWindow = widthOf(known, doubt);
  // Full semi-spaces bound what windows show, not what one call writes.
  const inCall = widthOf(open ? 'open call' : known === 'saturated' ? 'growing' : known, doubt);
  const pagesPerCall = doubted(
    roundSemiSpaces(pagesOfCall(call, runtime, callDoubt(summary.levels)), call),
    inCall,
  );
  const pagesIn100ms = doubted(bounds.pagesIn['100ms'], inWindow);
  // It would have run out of memory, or writes all of it within 100 ms: what is told of it cannot be.
  const leastOfCall = isEndless ? 0 : pagesPerCall.low;
  if (Math.max(leastOfCall, pagesIn100ms.likely) >= profile.mostPages)
    return declared(unknownProfile(entity, [...questions, BEYOND_HEAP].slice(0, MOST_REASONS)), assumed);
  const within = (pages: Estimate): Estimate => smallest(pages, exactly(profile.mostPages));
  return declared(
    {
      entity,
      durationSeconds,
      pagesPerCall: isEndless ? null : within(pagesPerCall),
      rangePages: within(doubted(bounds.rangePages, inWindow)),
      ratePagesPerSecond: doubted(bounds.ratePagesPerSecond, inWindow),
      pagesIn: {
        '10ms': within(doubted(bounds.pagesIn['10ms'], inWindow)),
        '100ms': within(pagesIn100ms),
        '1s': within(doubted(bounds.pagesIn['1s'], inWindow)),
      },
      allocationBytesPerSecond: profile.allocationBytesPerSecond,
      writes: profile.writes,
      confidence: summary.confidence,
      provenance: 'estimate',
      why: [
        ...(isEndless ? [ENDLESS] : []),
        ...profile.why.slice(0, MOST_REASONS),
        ...textsOf(executions, ({ grounds }) => grounds),
      ],
      questions: [
        ...questions,
        ...growthQuestions(summary.growsUnseen),
        ...(durationSeconds || open || isEndless ? [] : [HOW_LONG]),
      ].slice(0, MOST_REASONS),
    },
    assumed,
  );
};

/** A semi-space may be so much smaller than told: two doublings (server/src/analysis/memory/doubt.ts, "growing"). */
const SMALLER_SEMI_SPACE = 4;

/** A call that allocates more pages than it writes goes round the semi-spaces: their size decides, not what it allocates. */
const roundSemiSpaces = (pages: Estimate, { youngBytesPerCall }: WriteSummary): Estimate =>
  youngBytesPerCall.likely > pages.likely * PAGE_BYTES
    ? { ...pages, low: Math.min(pages.low, pages.likely / SMALLER_SEMI_SPACE) }
    : pages;

/** Of the pages of both semi-spaces at their largest, how many 100 ms must write for them to have grown so far. */
const SATURATED_SHARE = 0.8;

/** With less than this share of the pages allocated, what is written in place decides. */
const COLLECTED_SHARE = 0.2;

const knowledgeOf = (profile: DirtyProfile, runtime: RuntimeSettings, open: boolean): Knowledge => {
  const pages = profile.pagesIn['100ms'].likely;
  const allocatedPages = (profile.allocationBytesPerSecond.likely * 0.1) / PAGE_BYTES;
  if (!open && allocatedPages < COLLECTED_SHARE * pages) return 'in place';
  if (pages > (SATURATED_SHARE * 2 * largestSemiSpaceBytes(runtime)) / PAGE_BYTES) return 'saturated';
  return open ? 'open' : 'growing';
};

export const unknownProfile = (entity: number, questions: readonly Message[]): EntityProfile => ({
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

/** What is told of the executions and all they ran. */
const textsOf = (
  executions: readonly ContextNode[],
  told: (node: ContextNode) => MessageSet,
): readonly Message[] => {
  const texts = new MessageSet();
  const visit = (node: ContextNode): void => {
    texts.addAll(told(node), MOST_REASONS);
    for (const child of node.children.values()) visit(child);
  };
  executions.forEach(visit);
  return [...texts];
};

const NOT_REACHED = say`The analysis found no way this code is reached.`;
const HOW_LONG = say`How long does one execution take? \`assume duration=\u2026\``;
const BEYOND_HEAP = say`By what is known of its loops and calls, it would write more than a heap can hold. How often do they run? \`assume trips=\u2026\``;
const ENDLESS = say`It goes on until it is stopped from outside.`;

const growthQuestions = (places: readonly Message[]): readonly Message[] =>
  [...new MessageSet(places)].map((place) => say`How large does ${place} grow? \`assume range=\u2026\``);

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
            '10ms': writtenIn(range, rate, 0.01),
            '100ms': writtenIn(range, rate, 0.1),
            '1s': writtenIn(range, rate, 1),
          },
        }
      : {}),
    provenance: 'declared',
    confidence: 1,
    why: [DECLARED, ...profile.why].slice(0, MOST_REASONS),
  };
};

const writtenIn = (range: Estimate, rate: Estimate, seconds: number): Estimate => ({
  low: Math.min(range.low, rate.low * seconds),
  likely: Math.min(range.likely, rate.likely * seconds),
  high: Math.min(range.high, rate.high * seconds),
});
