import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { SteadyRow } from '@migration-tags/simulator';
import * as v from 'valibot';
import type { Compared } from './scores.ts';

const FILE = path.join(import.meta.dirname, '../../simulator/test/data/qemu-steady.jsonl');
const Line = v.object({
  id: v.string(),
  measured: v.object({ downtimeMs: v.nullable(v.number()), qemuDowntimeMs: v.nullable(v.number()) }),
});

/** Median absolute errors, in ms, of the parts of the service downtime. */
export interface DowntimeSplit {
  /** QEMU's own `downtime`: until its last write returns. */
  readonly hypervisorMs: number;
  /** What the service misses beyond that: the drain of what is in flight and the delay to RESUME. */
  readonly drainMs: number;
}

export function splitErrors(compared: readonly Compared<SteadyRow>[]): DowntimeSplit {
  const measured = new Map(
    readFileSync(FILE, 'utf8')
      .trim()
      .split('\n')
      .map((line) => v.parse(Line, JSON.parse(line)))
      .map((line) => [Number(line.id), line.measured]),
  );
  const errors = compared.flatMap(({ row, outcome: { converged, downtimeMs, hypervisorDowntimeMs } }) => {
    const { downtimeMs: service = null, qemuDowntimeMs: own = null } = measured.get(row.id) ?? {};
    if (service === null || own === null || downtimeMs === null || hypervisorDowntimeMs === null) return [];
    if (converged < 0.5) return [];
    const drain = downtimeMs.p50 - hypervisorDowntimeMs.p50;
    return [
      {
        hypervisorMs: Math.abs(hypervisorDowntimeMs.p50 - own),
        drainMs: Math.abs(drain - (service - own)),
      },
    ];
  });
  return {
    hypervisorMs: median(errors.map((error) => error.hypervisorMs)),
    drainMs: median(errors.map((error) => error.drainMs)),
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
