import {
  type Environment,
  formatBytes,
  formatDuration,
  type Message,
  type Outcome,
  PAGE_BYTES,
  say,
  type TagType,
  type Workload,
} from '@migration-tags/simulator';
import { AnalysisCancelled, type CancellationProbe } from '../analysis/analyzer.ts';
import type { SourcePlace, Timeline } from '../analysis/timeline.ts';
import type { SourceOutline } from '../source/outline.ts';
import { budgetBytes, dirtyIn } from './dirty-budget.ts';
import { type MigrationCost, migrationCost, TAG_COST_SECONDS } from './objective.ts';
import { searchPlacements } from './placement-search.ts';
import { type Candidate, candidatesOf, type Placement, placeTags } from './tag-placement.ts';
import { comparableCost, onlyBars, outcomeOf } from './tagged-outcome.ts';
import { type OpenQuestion, type PhasePlace, workloadOfTimeline } from './workload-of-timeline.ts';

/**
 * What one tag saves on average, given the others of its plan; given none of them where they would only bar. Negative: it
 * costs. `null`: not known.
 */
export interface Savings {
  readonly downtimeMs: number | null;
  readonly taskMs: number | null;
  readonly sentBytes: number | null;
}

export interface TagSuggestion {
  readonly place: SourcePlace;
  readonly tag: TagType;
  readonly saves: Savings;
  readonly why: Message;
}

/** `questions`: whose answers would make it known, or more certain. */
export type SuggestionPlan = { readonly questions: readonly OpenQuestion[] } & (
  | {
      readonly kind: 'known';
      /** What saves most first. */
      readonly suggestions: readonly TagSuggestion[];
      /** Expected cost of one migration as the source stands, and with the plan's tags. */
      readonly before: MigrationCost;
      readonly after: MigrationCost;
      readonly method: 'exact' | 'beam';
      /** Every task does one and the same all the time: no moment is better than another. */
      readonly isSteady: boolean;
      /** Placements that were simulated. */
      readonly simulated: number;
    }
  | { readonly kind: 'unknown' }
);

/** For the figures shown, as in `previewTimeline`. */
const REPORT_RUNS = 200;

/** Weighs placements of one workload; remembers each by the tags its phases end up with. */
const weighing = (
  workload: Workload,
  places: readonly PhasePlace[],
  candidates: readonly Candidate[],
  environment: Environment,
  cancelled: CancellationProbe,
) => {
  const known = new Map<string, number>();
  const tagged = (placement: Placement): Workload => placeTags(workload, places, candidates, placement);
  return {
    onlyBars: (placement: Placement): boolean => onlyBars(tagged(placement)),
    costOf(placement: Placement): number {
      const candidate = tagged(placement);
      const key = candidate.tasks
        .map(({ phases }) => phases.map(({ tag }) => tag?.[0] ?? '-').join(''))
        .join();
      let cost = known.get(key);
      if (cost === undefined) {
        if (cancelled()) throw new AnalysisCancelled();
        cost = comparableCost(candidate, environment);
        known.set(key, cost);
      }
      return cost + TAG_COST_SECONDS * placement.filter((placed) => placed).length;
    },
    /** With the runs of a report. */
    outcome: (placement: Placement): Outcome => outcomeOf(tagged(placement), environment, REPORT_RUNS),
    cost: (outcome: Outcome): MigrationCost => migrationCost(outcome, environment),
    simulated: (): number => known.size,
  };
};

const difference = (
  without: { readonly mean: number } | null,
  having: { readonly mean: number } | null,
): number | null => (without === null || having === null ? null : without.mean - having.mean);

const savings = (without: Outcome, having: Outcome): Savings => ({
  downtimeMs: difference(without.downtimeMs, having.downtimeMs),
  taskMs: difference(without.taskMs, having.taskMs),
  sentBytes: difference(without.sentBytes, having.sentBytes),
});

/** What the covered phases dirty in one downtime limit, and for how long they run, at most. */
const reasonFor = (
  { covers, tag }: Candidate,
  { workload, places }: { readonly workload: Workload; readonly places: readonly PhasePlace[] },
  environment: Environment,
  costs: { readonly without: MigrationCost; readonly having: MigrationCost },
): Message => {
  const phases = covers.flatMap((index) => {
    const at = places[index];
    return (at && workload.tasks[at.task]?.phases[at.phase]) ?? [];
  });
  const limit = environment.migration.downtimeLimitSeconds;
  const dirty = Math.max(...phases.map(({ writes }) => dirtyIn(writes, limit).likely));
  const dirtied = dirty < PAGE_BYTES ? say`less than a page` : formatBytes(dirty);
  const longest = Math.max(...phases.map(({ durationSeconds }) => durationSeconds.likely));
  const budget = budgetBytes(environment);
  const seconds = ({ total }: MigrationCost): Message => formatDuration(Math.max(0, total));
  const writes = say`Dirties ${dirtied} in one downtime limit (budget ${formatBytes(budget)}) and lasts up to ${formatDuration(longest)}`;
  const [without, having] = [seconds(costs.without), seconds(costs.having)];
  return tag === 'approve'
    ? say`${writes}: starting here takes the expected cost of a migration from ${without} to ${having}.`
    : say`${writes}: keeping migrations out takes the expected cost of a migration from ${without} to ${having}.`;
};

/**
 * The set of tags that minimises the expected cost of one migration (objective.ts) over request times, each tag
 * charged {@link TAG_COST_SECONDS} so that few are proposed. Tags in the source stay as they are, so asking again
 * after applying the plan proposes nothing new. Deterministic. docs/suggestions.md tells the search and what it is worth.
 */
export const suggestTags = (
  timeline: Timeline,
  environment: Environment,
  outlineOf: (file: string) => SourceOutline,
  cancelled: CancellationProbe = () => false,
): SuggestionPlan => {
  const reading = workloadOfTimeline(timeline, environment.vm);
  if (reading.kind === 'unknown') return reading;
  const { workload, places } = reading;
  const candidates = candidatesOf(workload, places, environment, outlineOf);
  const scale = weighing(workload, places, candidates, environment, cancelled);
  const { placement, method } = searchPlacements(candidates.length, scale.costOf);
  const having = scale.outcome(placement);
  const after = scale.cost(having);
  const nothing = scale.outcome(placement.map(() => false));
  const suggestions = candidates.flatMap((candidate, index) => {
    if (!placement[index]) return [];
    const others = placement.map((placed, at) => placed && at !== index);
    // The bars that would be left of the plan are no plan: nobody would place them alone.
    const without = scale.onlyBars(others) ? nothing : scale.outcome(others);
    const costs = { without: scale.cost(without), having: after };
    const suggestion: TagSuggestion = {
      place: candidate.place,
      tag: candidate.tag,
      saves: savings(without, having),
      why: reasonFor(candidate, reading, environment, costs),
    };
    return [{ suggestion, gain: costs.without.total - after.total }];
  });
  return {
    kind: 'known',
    suggestions: suggestions.sort((a, b) => b.gain - a.gain).map(({ suggestion }) => suggestion),
    before: scale.cost(nothing),
    after,
    method,
    isSteady: workload.tasks.every(({ phases }) => phases.length === 1),
    simulated: scale.simulated(),
    questions: timeline.questions,
  };
};
