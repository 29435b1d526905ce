import { counted, formatDuration, listed, type Message, say } from '@migration-tags/simulator';
import { type Quantity, quantity } from '../effects/quantity.ts';
import type { Rhythm } from '../execution/calls/recurring-call.ts';
import type { ContextNode } from '../execution/costs/context-tree.ts';
import type { WriteSummary } from '../memory/write-summary.ts';
import type { SourcePlace, Timeline, TimelinePhase, TimelineStep } from '../timeline.ts';
import type { SourcePlaces } from './source-places.ts';
import { busyShare, computingSeconds, type RepeatedCall } from './steady-load.ts';
import { summarise } from './summarise.ts';
import type { CallRate } from './tag-visits.ts';
import type { TimelinePhases } from './timeline-phases.ts';

/** A function that events call again and again, and what it did where it was run. */
export interface RecurringCode {
  readonly executions: readonly ContextNode[];
  readonly rhythm: Rhythm;
}

/** What the tasks are made with. */
export interface RecurringTasksInputs {
  readonly places: SourcePlaces;
  readonly phases: TimelinePhases;
  /** What one call does. */
  readonly stepsOf: (node: ContextNode) => readonly TimelineStep[];
  /** Calls that last so long are phases of their own, seconds. */
  readonly shortestPhaseSeconds: number;
  /** Steady load is told in stretches of this length. */
  readonly stretchSeconds: Quantity;
}

interface RecurringTasks extends Pick<Timeline, 'tasks' | 'notes' | 'questions' | 'arrivals'> {
  /** Of the functions that are called at known times. */
  readonly rates: readonly CallRate[];
}

/** One recurring function, with what is known of when it runs. */
interface Source {
  readonly node: ContextNode;
  readonly executions: readonly ContextNode[];
  readonly name: Message;
  readonly place: SourcePlace;
  readonly summary: WriteSummary;
  readonly rhythm: Rhythm;
}

type Scheduled = Source & { readonly rhythm: Exclude<Rhythm, { kind: 'arrivals' }> };

/**
 * The tasks of a program that lives on events: one for each function whose calls are long enough to be phases, and one for all
 * the short calls together. They stand side by side: the event loop takes turns between them.
 */
export const recurringTasks = (
  recurring: readonly RecurringCode[],
  inputs: RecurringTasksInputs,
): RecurringTasks => {
  const sources = recurring.flatMap((code) => sourceOf(code, inputs.places) ?? []);
  const scheduled = sources.filter(isScheduled);
  const unscheduled = sources.filter((source) => !isScheduled(source));
  const long = scheduled.filter((source) => isLong(source, inputs.shortestPhaseSeconds));
  const short = scheduled.filter((source) => !long.includes(source));
  return {
    tasks: [
      ...long.map((source) => [longTask(source, inputs)]),
      ...steadyTasks(short, inputs),
      ...unscheduled.map((source) => [waitingTask(source)]),
    ],
    notes: [...long.map(longNote), ...steadyNotes(short)],
    questions: unscheduled.map(({ name, place }) => ({ place, question: howOften(name) })),
    arrivals: unscheduled.map(({ place }) => place),
    rates: scheduled.map((source) => ({
      executions: source.executions,
      perSecond: callsOf(source).perSecond,
    })),
  };
};

const howOften = (name: Message): Message =>
  say`How often is \`${name}\` called? The source does not say when its events come: \`assume calls=200/s\``;

const sourceOf = ({ executions, rhythm }: RecurringCode, places: SourcePlaces): Source | null => {
  const [node] = executions;
  const summary = summarise(executions);
  if (!node || !summary) return null;
  return { node, executions, summary, rhythm, name: places.nameOf(node), place: places.placeOf(node) };
};

const isScheduled = (source: Source): source is Scheduled => source.rhythm.kind !== 'arrivals';

/** A call is over before the next one begins, or fills the time alone; calls that overlap while they wait are a steady load. */
const isLong = ({ summary, rhythm }: Scheduled, shortestPhaseSeconds: number): boolean => {
  const seconds = summary.durationSeconds.likely;
  if (seconds < shortestPhaseSeconds) return false;
  return (
    rhythm.kind === 'pause' ||
    seconds <= rhythm.seconds.likely ||
    computingSeconds(summary) >= rhythm.seconds.likely
  );
};

const longTask = (source: Scheduled, { stepsOf }: RecurringTasksInputs): TimelineStep => {
  const { node, place } = source;
  const idle = idleSeconds(source);
  const steps: TimelineStep[] = [...stepsOf(node)];
  if (idle.likely > 0)
    steps.push({ kind: 'phase', phase: idlePhase(betweenCalls(source.name), place, idle) });
  return withoutEnd(place, steps);
};

const withoutEnd = (place: SourcePlace, steps: readonly TimelineStep[]): TimelineStep => ({
  kind: 'loop',
  place,
  trips: null,
  endless: true,
  steps,
});

/** From a call's end to the next call. */
const idleSeconds = ({
  rhythm: { kind, seconds },
  summary: { durationSeconds: call },
}: Scheduled): Quantity =>
  kind === 'pause'
    ? seconds
    : quantity(seconds.low - call.high, seconds.likely - call.likely, seconds.high - call.low);

const idlePhase = (name: Message, place: SourcePlace, durationSeconds: Quantity | null): TimelinePhase => ({
  name,
  // No code runs that a tag could stand on.
  place: { ...place, entity: null },
  around: [],
  running: [],
  durationSeconds,
  tag: null,
  isIdle: true,
  writes: [],
  why: [],
});

/** One task for all short calls, told where most of the time goes; none without any. */
const steadyTasks = (
  sources: readonly Scheduled[],
  { phases, stretchSeconds }: RecurringTasksInputs,
): readonly (readonly TimelineStep[])[] => {
  const [busiest] = [...sources].sort((a, b) => busyShare([callsOf(b)]) - busyShare([callsOf(a)]));
  if (!busiest) return [];
  const { place } = busiest;
  const phase = phases.steadyPhase(
    sources.map((source) => ({ ...callsOf(source), executions: source.executions })),
    { name: listed(sources.map(({ name }) => name)), place, durationSeconds: stretchSeconds },
  );
  return [[withoutEnd(place, [{ kind: 'phase', phase }])]];
};

const callsOf = ({ summary, rhythm: { kind, seconds } }: Scheduled): RepeatedCall => ({
  summary,
  perSecond:
    1 / Math.max(SHORTEST_PERIOD, seconds.likely + (kind === 'pause' ? summary.durationSeconds.likely : 0)),
});

/** Keeps a rate finite, seconds: a timer's delay is a millisecond at the least. */
const SHORTEST_PERIOD = 1e-9;

/** Nobody knows how long it waits for its next call. */
const waitingTask = ({ name, place }: Source): TimelineStep =>
  withoutEnd(place, [{ kind: 'phase', phase: idlePhase(betweenCalls(name), place, null) }]);

const betweenCalls = (name: Message): Message => say`between calls of \`${name}\``;

const longNote = (source: Scheduled): Message => {
  const { name, summary, rhythm } = source;
  const lasts = formatDuration(summary.durationSeconds.likely);
  const when =
    rhythm.kind === 'period'
      ? say`every ${formatDuration(rhythm.seconds.likely)}`
      : say`${formatDuration(rhythm.seconds.likely)} after its last call ended`;
  return idleSeconds(source).likely > 0
    ? say`\`${name}\` is called ${when} and lasts ${lasts}; between its calls it only waits.`
    : say`\`${name}\` is called ${when} but lasts ${lasts}: taken to run without a pause.`;
};

const steadyNotes = (sources: readonly Scheduled[]): readonly Message[] => {
  if (sources.length === 0) return [];
  const calls = sources.map(callsOf);
  const busy = busyShare(calls);
  const each = sources.map(
    ({ name, summary }, index) =>
      say`\`${name}\` ${perSecondText(calls[index]?.perSecond ?? 0)}, ${computingText(computingSeconds(summary))} of computing a call`,
  );
  const rest =
    busy < 1
      ? say`the process waits for ${shareText(1 - busy)} of the time`
      : say`that is more than there is time for: taken to run without a pause`;
  const all = each.reduce((before, next) => say`${before}; ${next}`);
  return [say`Short calls told as one steady phase, evenly spread: ${all}; ${rest}.`];
};

const shareText = (share: number): Message =>
  share > 0.995 ? say`nearly all` : say`${Math.round(share * 100)} %`;

/** Parts of a microsecond are below what the costs of operations tell. */
const computingText = (seconds: number): Message =>
  seconds < 1e-6 ? say`less than 1 \u00b5s` : formatDuration(seconds);

const perSecondText = (rate: number): Message => {
  const shown = Number(rate.toPrecision(3));
  if (shown < 1) return say`every ${formatDuration(1 / rate)}`;
  return counted(shown, say`once a second`, say`${shown} times a second`);
};
