import {
  dirtyBytes,
  type Message,
  type Phase,
  type RunTrace,
  type Scenario,
  say,
  type TraceDecision,
  type TracePhase,
  type TraceSample,
} from '@migration-tags/simulator';
import type { Mark, MigrationPicture, PhaseBand } from './migration-picture.ts';

/** Points between those at which something happened, so that dirty curves bend. */
const EVEN_POINTS = 240;
/** Shown before the request and after the end, as a share of the time between. */
const MARGIN_BEFORE = 0.05;
const MARGIN_AFTER = 0.01;

/** A wait longer than so many times the copy is not drawn in full: the copy would be a line. */
const LONGEST_WAIT = 4;

const DECISION_TEXTS: Readonly<Record<TraceDecision['kind'], Message>> = {
  request: say`request`,
  start: say`copy starts`,
  cancel: say`copy cancelled`,
  hold: say`switch-over held`,
  release: say`released`,
  force: say`forced`,
  'post-copy': say`post-copy`,
  'suspend-task': say`task suspended`,
  'resume-task': say`task goes on`,
  switch: say`service stops`,
  resume: say`service runs`,
};

interface Visit extends TracePhase {
  readonly key: string;
  readonly writes: Phase['writes'];
}

/** A trace names its tasks `task 0`, `task 1` …, in the scenario's order; each walks through its phases in theirs. */
const visits = (
  trace: RunTrace,
  scenario: Scenario,
  keyOf: (task: number, phase: number) => string,
): readonly Visit[] => {
  const entered = new Map<string, number>();
  return trace.phases.map((phase) => {
    const task = Number(/\d+$/.exec(phase.task)?.[0] ?? 0);
    const phases = scenario.workload.tasks[task]?.phases ?? [];
    const nth = entered.get(phase.task) ?? 0;
    entered.set(phase.task, nth + 1);
    const index = phases.length === 0 ? 0 : nth % phases.length;
    return { ...phase, key: keyOf(task, index), writes: phases[index]?.writes ?? [] };
  });
};

/** Bytes dirtied between two moments: each phase's dirty curve at the time spent in it. */
const dirtiedBetween = (all: readonly Visit[], from: number, to: number): number => {
  const spent = new Map<string, { readonly writes: Phase['writes']; readonly seconds: number }>();
  for (const { key, writes, fromSeconds, toSeconds } of all) {
    const seconds = Math.min(to, toSeconds) - Math.max(from, fromSeconds);
    if (seconds > 0) spent.set(key, { writes, seconds: seconds + (spent.get(key)?.seconds ?? 0) });
  }
  return [...spent.values()].reduce((sum, { writes, seconds }) => sum + dirtyBytes(writes, seconds), 0);
};

/** Samples with evenly spaced ones between them; what remains shrinks linearly from one event to the next. */
const evened = (samples: readonly TraceSample[], from: number, to: number): readonly TraceSample[] => {
  const step = (to - from) / EVEN_POINTS;
  return samples.flatMap((sample, index) => {
    const last = samples[index - 1];
    const gap = last === undefined ? 0 : sample.atSeconds - last.atSeconds;
    if (last === undefined || gap <= step) return [sample];
    const between = Math.floor(gap / step);
    return [
      ...Array.from({ length: between }, (_, i) => {
        const share = (i + 1) / (between + 1);
        const { remainingBytes: a } = last;
        const { remainingBytes: b } = sample;
        return {
          ...sample,
          atSeconds: last.atSeconds + gap * share,
          sentBytes: last.sentBytes + (sample.sentBytes - last.sentBytes) * share,
          remainingBytes: a === null || b === null ? a : a + (b - a) * share,
          stopped: last.stopped,
        };
      }),
      sample,
    ];
  });
};

/**
 * Bytes per second over the time before each sample: bytes handed to the sender's buffer at once are not
 * a burst on the link.
 */
const sending = (samples: readonly TraceSample[], step: number): readonly (number | null)[] => {
  let first = 0;
  return samples.map((sample, index) => {
    if (sample.remainingBytes === null) return null;
    while (first < index && (samples[first + 1]?.atSeconds ?? 0) <= sample.atSeconds - step) first++;
    const since = samples[first];
    const elapsed = since === undefined ? 0 : sample.atSeconds - since.atSeconds;
    return since === undefined || elapsed < step / 2 ? null : (sample.sentBytes - since.sentBytes) / elapsed;
  });
};

const decisionAt = (trace: RunTrace, kind: TraceDecision['kind']): number | null =>
  trace.decisions.find((decision) => decision.kind === kind)?.atSeconds ?? null;

const windowOf = (request: number, start: number, done: number): MigrationPicture['window'] => {
  const copying = Math.max(0.1, done - start);
  const from = start - request > LONGEST_WAIT * copying ? start - copying : request;
  const lasts = Math.max(0.1, done - from);
  return { from: Math.max(0, from - lasts * MARGIN_BEFORE), to: done + lasts * MARGIN_AFTER };
};

/** One run of the simulator as a picture. */
export const tracePicture = (
  trace: RunTrace,
  scenario: Scenario,
  keyOf: (task: number, phase: number) => string,
): MigrationPicture => {
  const all = visits(trace, scenario, keyOf);
  const end = trace.samples[trace.samples.length - 1]?.atSeconds ?? 1;
  const request = decisionAt(trace, 'request') ?? 0;
  const resumed = decisionAt(trace, 'resume');
  const stop = decisionAt(trace, 'switch');
  const done = resumed ?? end;
  const window = windowOf(request, decisionAt(trace, 'start') ?? request, done);

  const samples = evened(
    trace.samples.filter(({ atSeconds }) => atSeconds >= window.from && atSeconds <= window.to),
    window.from,
    window.to,
  );
  const roundAt = (seconds: number): number | null =>
    trace.rounds.reduce<number | null>(
      (latest, { atSeconds }) => (atSeconds <= seconds ? atSeconds : latest),
      null,
    );
  const dirtied = ({ atSeconds, remainingBytes }: TraceSample): number | null => {
    const round = roundAt(atSeconds);
    if (remainingBytes === null || round === null) return null;
    return dirtiedBetween(all, round, Math.min(atSeconds, stop ?? atSeconds));
  };

  return {
    window,
    seconds: samples.map(({ atSeconds }) => atSeconds),
    remainingBytes: samples.map(({ remainingBytes }) => remainingBytes),
    dirtiedBytes: samples.map(dirtied),
    sendingBytesPerSecond: sending(samples, (2 * (window.to - window.from)) / EVEN_POINTS),
    bands: all
      .filter(({ fromSeconds, toSeconds }) => toSeconds > window.from && fromSeconds < window.to)
      .map(
        ({ fromSeconds, toSeconds, phase, tag, key }): PhaseBand => ({
          from: fromSeconds,
          to: toSeconds,
          name: phase,
          tag,
          key,
        }),
      ),
    marks: trace.decisions.map(
      ({ atSeconds, kind }): Mark => ({ seconds: atSeconds, text: DECISION_TEXTS[kind] }),
    ),
    stopped: stop === null || resumed === null ? null : { from: stop, to: resumed },
  };
};
