import type { Decision } from './coordinator/protocol.ts';
import { PAGE_BYTES } from './model/page.ts';
import type { Scenario, Strategy } from './model/scenario.ts';
import type { RunResult } from './run/record.ts';
import { runOnce } from './run/world.ts';

export interface TraceSample {
  readonly atSeconds: number;
  /** Bytes the migration still has to send; `null` while none runs. */
  readonly remainingBytes: number | null;
  /** Over all attempts so far. */
  readonly sentBytes: number;
  /** Payload bytes per second since the sample before. */
  readonly bandwidthBytesPerSecond: number;
  readonly stopped: boolean;
}

export interface TracePhase {
  readonly task: string;
  readonly phase: string;
  readonly tag: 'approve' | 'withdraw' | null;
  readonly fromSeconds: number;
  readonly toSeconds: number;
}

export interface TraceDecision {
  readonly atSeconds: number;
  readonly kind: Decision['kind'] | 'request' | 'switch' | 'resume';
  readonly task: string | null;
}

export interface TraceRound {
  readonly atSeconds: number;
  readonly pendingBytes: number;
}

/** One run as time series. Times count from the task's start. */
export interface RunTrace {
  readonly samples: readonly TraceSample[];
  readonly phases: readonly TracePhase[];
  readonly decisions: readonly TraceDecision[];
  /** Each reading of the dirty bitmap. */
  readonly rounds: readonly TraceRound[];
  /** `null`: the migration did not complete. */
  readonly result: RunResult | null;
}

/** About one point a pixel of a wide chart. */
const MOST_SAMPLES = 2000;

/** The first VM of one run, as it was counted in `simulate`'s outcome. */
export function traceRun(scenario: Scenario, strategy: Strategy, runIndex: number): RunTrace {
  const samples: TraceSample[] = [];
  const phases: TracePhase[] = [];
  const decisions: TraceDecision[] = [];
  const rounds: TraceRound[] = [];
  const open = new Map<string, Omit<TracePhase, 'toSeconds'>>();
  let endSeconds = 0;

  const closePhase = (task: string, toSeconds: number): void => {
    const phase = open.get(task);
    if (phase !== undefined) phases.push({ ...phase, toSeconds });
    open.delete(task);
  };
  const [result = null] = runOnce(scenario, strategy, runIndex, {
    decision: (atSeconds, kind, task) => decisions.push({ atSeconds, kind, task: task ?? null }),
    round: (atSeconds, pendingPages) => rounds.push({ atSeconds, pendingBytes: pendingPages * PAGE_BYTES }),
    phase: (fromSeconds, task, phase) => {
      closePhase(task, fromSeconds);
      if (phase !== null) open.set(task, { task, phase: phase.name, tag: phase.tag, fromSeconds });
    },
    sample: (atSeconds, { pendingPages, sentBytes, stopped }) => {
      endSeconds = atSeconds;
      const last = samples[samples.length - 1];
      const elapsed = atSeconds - (last?.atSeconds ?? 0);
      samples.push({
        atSeconds,
        remainingBytes: pendingPages === null ? null : pendingPages * PAGE_BYTES,
        sentBytes,
        bandwidthBytesPerSecond: elapsed > 0 ? (sentBytes - (last?.sentBytes ?? 0)) / elapsed : 0,
        stopped,
      });
    },
  });
  for (const task of [...open.keys()]) closePhase(task, endSeconds);
  return { samples: thin(samples), phases, decisions, rounds, result };
}

/** Every n-th sample, and always the first and the last. */
function thin(samples: readonly TraceSample[]): readonly TraceSample[] {
  const every = Math.ceil(samples.length / MOST_SAMPLES);
  return samples.filter((_, index) => index % every === 0 || index === samples.length - 1);
}
