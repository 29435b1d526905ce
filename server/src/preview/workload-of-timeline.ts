import {
  formatDuration,
  inEnglish,
  type Message,
  MessageSet,
  messageKey,
  type Phase,
  say,
  type Task,
  type VirtualMachine,
  type Workload,
} from '@migration-tags/simulator';
import {
  type RunningCode,
  type SourcePlace,
  type Timeline,
  type TimelinePhase,
  type TimelineStep,
  WAITING_FOR_EVENTS,
} from '../analysis/timeline.ts';
import { fitToMachine } from './fit-to-machine.ts';
import { withExits } from './task-exits.ts';

/** Something the workload's author has to answer before a number can be given. */
export interface OpenQuestion {
  readonly place: SourcePlace;
  readonly question: Message;
}

/** Where a phase of the workload, `tasks[task].phases[phase]`, stands in the source. */
export interface PhasePlace {
  readonly task: number;
  readonly phase: number;
  readonly name: Message;
  readonly place: SourcePlace;
  /** Entities around it, outermost first. */
  readonly around: readonly SourcePlace[];
  /** The code that was running meanwhile, innermost first. */
  readonly running: readonly RunningCode[];
  /** The task waits for its next call. */
  readonly isIdle: boolean;
}

export type WorkloadReading =
  | {
      readonly kind: 'known';
      readonly workload: Workload;
      readonly places: readonly PhasePlace[];
      /** What was taken for granted on the way, one sentence each. */
      readonly notes: readonly Message[];
    }
  | { readonly kind: 'unknown'; readonly questions: readonly OpenQuestion[] };

/**
 * Most phases that loops are unrolled to. More than any request window holds: phases shorter than the
 * coordinator's reaction are merged by the analysis, so this is ten minutes (the default deadline) at least.
 */
export const MAX_PHASES = 4096;

/** Shorter tasks are over before a coordinator can act: QEMU looks at its limit every 100 ms, then sends the rest. */
const SHORTEST_TASK_SECONDS = 0.15;

type Loop = Extract<TimelineStep, { kind: 'loop' }>;

/** A stretch of steps that is simulated as one task, and what was said about it. */
interface Cycle {
  readonly iterations: number;
  readonly steps: readonly TimelineStep[];
  readonly notes: readonly Message[];
}

const likelyTrips = (loop: Loop): number => Math.max(0, Math.round(loop.trips?.likely ?? 1));

const neverEnds = (loop: Loop): boolean => loop.endless || loop.trips === null;

const loopName = (loop: Loop, timeline: Timeline): Message =>
  loop.place.file === timeline.entryFile ? say`the loop` : say`the loop in ${loop.place.file}`;

const phaseCount = (steps: readonly TimelineStep[]): number =>
  steps.reduce(
    (sum, step) => sum + (step.kind === 'phase' ? 1 : likelyTrips(step) * phaseCount(step.steps)),
    0,
  );

const likelySeconds = (steps: readonly TimelineStep[]): number =>
  steps.reduce(
    (sum, step) =>
      sum +
      (step.kind === 'phase'
        ? (step.phase.durationSeconds?.likely ?? 0)
        : likelyTrips(step) * likelySeconds(step.steps)),
    0,
  );

/** The first loop without a known end, in execution order; what follows it is never reached. */
const firstEndless = (steps: readonly TimelineStep[]): Loop | undefined => {
  for (const step of steps) {
    if (step.kind === 'phase' || isDead(step)) continue;
    const inner = firstEndless(step.steps);
    if (inner) return inner;
    if (neverEnds(step)) return step;
  }
  return undefined;
};

const longestLoop = (steps: readonly TimelineStep[]): Loop | undefined =>
  steps
    .filter((step): step is Loop => step.kind === 'loop')
    .reduce<Loop | undefined>(
      (longest, loop) => (longest && likelySeconds([longest]) >= likelySeconds([loop]) ? longest : loop),
      undefined,
    );

const isDead = (step: TimelineStep): boolean =>
  step.kind === 'loop' && !neverEnds(step) && likelyTrips(step) === 0;

/** Narrows a task to the cycle that the simulator repeats. */
const cycleOf = (all: readonly TimelineStep[], timeline: Timeline): Cycle => {
  const steps = all.filter((step) => !isDead(step));
  const endless = firstEndless(steps);
  if (endless) {
    const unknownEnd = say`How often ${loopName(endless, timeline)} repeats is not known: previewed as endless, so without a task time.`;
    const startUp = say`Start-up before the endless loop is left out: requests arrive inside it.`;
    const body = cycleOf(endless.steps, timeline);
    return {
      iterations: 0,
      steps: body.steps,
      notes: [
        ...(endless.endless ? [] : [unknownEnd]),
        ...(steps[0] === endless ? [] : [startUp]),
        ...body.notes,
      ],
    };
  }
  const [only, ...others] = steps;
  if (only?.kind === 'loop' && others.length === 0) {
    const body = cycleOf(only.steps, timeline);
    return { ...body, iterations: body.iterations * likelyTrips(only) };
  }
  if (phaseCount(steps) <= MAX_PHASES) return { iterations: 1, steps, notes: [] };
  const longest = longestLoop(steps);
  const left = (kept: readonly TimelineStep[]): Message =>
    formatDuration(likelySeconds(steps) - likelySeconds(kept));
  if (longest === undefined) {
    const kept = steps.slice(0, MAX_PHASES);
    const note = say`Only the first ${MAX_PHASES} phases are previewed, ${left(kept)} after them left out.`;
    return { iterations: 1, steps: kept, notes: [note] };
  }
  const note = say`More than ${MAX_PHASES} phases: only the longest loop is previewed, ${left([longest])} around it left out.`;
  const body = cycleOf(longest.steps, timeline);
  return {
    iterations: body.iterations * likelyTrips(longest),
    steps: body.steps,
    notes: [note, ...body.notes],
  };
};

const unrolled = (steps: readonly TimelineStep[]): readonly TimelinePhase[] =>
  steps.flatMap((step) => {
    if (step.kind === 'phase') return [step.phase];
    const body = unrolled(step.steps);
    return Array.from({ length: likelyTrips(step) }, () => body).flat();
  });

const samePlace = (a: SourcePlace, b: SourcePlace): boolean =>
  a.file === b.file && a.span.start <= b.span.start && b.span.end <= a.span.end;

const questionsAbout = (phase: TimelinePhase, timeline: Timeline): readonly OpenQuestion[] => {
  const asked = timeline.questions.filter(({ place, within }) => samePlace(phase.place, within ?? place));
  if (phase.name === WAITING_FOR_EVENTS) {
    const question = say`How often do events come, and which function do they call? \`assume calls=200/s\` on that function would tell.`;
    return [
      {
        place: { ...phase.place, span: { start: phase.place.span.start, end: phase.place.span.start } },
        question,
      },
    ];
  }
  if (asked.length > 0) return asked;
  return [{ place: phase.place, question: say`\`${phase.name}\`: ${missingOf(phase)}` }];
};

const missingOf = ({ durationSeconds, writes }: TimelinePhase): Message => {
  const duration = say`how long it lasts (\`@migrate assume duration=\u2026\`)`;
  const set = say`what it writes (\`@migrate assume range=\u2026 rate=\u2026\`)`;
  if (durationSeconds !== null) return say`${set} is not known.`;
  return writes === null ? say`${duration} and ${set} is not known.` : say`${duration} is not known.`;
};

const exitNotes = (visits: readonly TimelinePhase[]): readonly Message[] =>
  visits.flatMap(({ isIdle, name }) =>
    isIdle ? [say`No tagged code runs ${name}: a pending migration may start there.`] : [],
  );

const distinct = (questions: readonly OpenQuestion[]): readonly OpenQuestion[] => [
  ...new Map(
    questions.map((open) => [
      `${open.place.file}:${open.place.span.start}:${messageKey(open.question)}`,
      open,
    ]),
  ).values(),
];

const knownPhase = (
  { name, durationSeconds, tag, writes }: TimelinePhase,
  vm: VirtualMachine,
): Phase | null =>
  durationSeconds === null || writes === null
    ? null
    : { name: inEnglish(name), durationSeconds, tag, writes: fitToMachine(writes, vm) };

/** Three significant digits. */
const rounded = (count: number): number => Number(count.toPrecision(3));

const uncertainTrips = (steps: readonly TimelineStep[]): readonly Message[] =>
  steps.flatMap((step) => {
    if (step.kind === 'phase') return [];
    const { trips } = step;
    const own =
      trips !== null && !step.endless && trips.low !== trips.high
        ? [
            say`A loop taken to repeat ${rounded(likelyTrips(step))} times may repeat ${rounded(trips.low)} to ${rounded(trips.high)} times.`,
          ]
        : [];
    return [...own, ...uncertainTrips(step.steps)];
  });

/**
 * The workload that the simulator takes: loops unrolled up to {@link MAX_PHASES} phases a task, an endless loop as
 * the task's cycle. One unknown duration or write set stops it with the questions that would make it known: a
 * workload with a made-up phase would give made-up downtimes.
 */
export const workloadOfTimeline = (timeline: Timeline, vm: VirtualMachine): WorkloadReading => {
  const questions: OpenQuestion[] = [];
  const places: PhasePlace[] = [];
  const notes: Message[] = [...timeline.notes];
  const tasks: Task[] = [];
  for (const steps of timeline.tasks) {
    const cycle = cycleOf(steps, timeline);
    const visits = unrolled(cycle.steps);
    const phases = visits.flatMap((visit) => {
      const phase = knownPhase(visit, vm);
      if (phase === null) questions.push(...questionsAbout(visit, timeline));
      return phase === null ? [] : [phase];
    });
    const seconds = likelySeconds(cycle.steps) * Math.max(1, cycle.iterations);
    if (questions.length === 0 && seconds < SHORTEST_TASK_SECONDS) continue;
    places.push(
      ...visits.map(({ name, place, around, running, isIdle }, phase) => ({
        task: tasks.length,
        phase,
        name,
        place,
        around,
        running,
        isIdle,
      })),
    );
    const exiting = withExits(phases, (index) => visits[index]?.isIdle ?? false);
    notes.push(
      ...cycle.notes,
      ...uncertainTrips(cycle.steps),
      ...(exiting === phases ? [] : exitNotes(visits)),
    );
    tasks.push({ iterations: cycle.iterations, phases: exiting });
  }
  if (questions.length > 0) return { kind: 'unknown', questions: distinct(questions) };
  if (tasks.length === 0) {
    const start = { file: timeline.entryFile, entity: null, span: { start: 0, end: 0 } };
    const none = say`Nothing in this file runs long enough to migrate in: it ends before the coordinator has reacted.`;
    return {
      kind: 'unknown',
      questions: timeline.questions.length > 0 ? timeline.questions : [{ place: start, question: none }],
    };
  }
  return { kind: 'known', workload: { tasks }, places, notes: [...new MessageSet(notes)] };
};
