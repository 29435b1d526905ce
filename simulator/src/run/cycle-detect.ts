import { regionDirtyBytes } from '../model/dirty-curve.ts';
import type { ExactTask } from './draw.ts';

/** One sample of the dirty rate a second, as dirty-rate queries allow; two minutes of history. */
const SAMPLE_SECONDS = 1;
const SAMPLES = 128;
/** Share of the signal's power that the strongest period must have to count as a cycle. */
const LEAST_POWER_SHARE = 0.2;

/**
 * ALMA (Baruchi and Midorikawa 2014; Baruchi et al. 2016): the hypervisor samples the dirty rate, finds the workload's
 * cycle by a Fourier transform and starts the migration where the cycle writes least. Published is the use of the
 * transform; sampling, the power threshold and folding the history over the period are our reconstruction. The history
 * is what the task would have shown had it been running for long.
 *
 * Seconds by which a migration that needs `neededSeconds` is put off.
 */
export function cycleDelay(
  tasks: readonly ExactTask[],
  requestSeconds: number,
  neededSeconds: number,
): number {
  const history = Array.from({ length: SAMPLES }, (_, index) =>
    dirtyInSecond(tasks, requestSeconds - (SAMPLES - index) * SAMPLE_SECONDS),
  );
  const period = dominantPeriod(history);
  if (period === null) return 0;

  const profile = fold(history, period);
  const window = Math.min(period, Math.max(1, Math.round(neededSeconds / SAMPLE_SECONDS)));
  let best = 0;
  let bestSum = Number.POSITIVE_INFINITY;
  for (let start = 0; start < period; start++) {
    let sum = 0;
    // The end of the copy decides what is left to send, so later seconds weigh more.
    for (let i = 0; i < window; i++) sum += (profile[(start + i) % period] ?? 0) * (i + 1);
    if (sum < bestSum) {
      best = start;
      bestSum = sum;
    }
  }
  return best * SAMPLE_SECONDS;
}

/** In samples; `null`: nothing repeats. */
function dominantPeriod(history: readonly number[]): number | null {
  const mean = history.reduce((sum, value) => sum + value, 0) / history.length;
  let total = 0;
  let best = 0;
  let bestPower = 0;
  for (let bin = 1; bin <= history.length / 2; bin++) {
    let re = 0;
    let im = 0;
    history.forEach((value, index) => {
      const angle = (2 * Math.PI * bin * index) / history.length;
      re += (value - mean) * Math.cos(angle);
      im += (value - mean) * Math.sin(angle);
    });
    const power = re * re + im * im;
    total += power;
    if (power > bestPower) {
      best = bin;
      bestPower = power;
    }
  }
  if (total === 0 || bestPower < LEAST_POWER_SHARE * total) return null;
  return refine(history, history.length / best);
}

/** The whole number of samples near the bin's period over which the history agrees best with itself. */
function refine(history: readonly number[], period: number): number {
  let best = Math.max(1, Math.round(period));
  let bestError = Number.POSITIVE_INFINITY;
  for (
    let lag = Math.max(1, Math.floor(period * 0.8));
    lag <= Math.min(history.length / 2, period * 1.25);
    lag++
  ) {
    let error = 0;
    for (let i = lag; i < history.length; i++) error += Math.abs((history[i] ?? 0) - (history[i - lag] ?? 0));
    error /= history.length - lag;
    if (error < bestError) {
      best = lag;
      bestError = error;
    }
  }
  return best;
}

/** The cycle's mean profile, from the moment of the request on. */
function fold(history: readonly number[], period: number): readonly number[] {
  const profile = new Array<number>(period).fill(0);
  const turns = Math.floor(history.length / period);
  for (let i = 0; i < turns * period; i++) {
    const index = history.length - turns * period + i;
    profile[i % period] = (profile[i % period] ?? 0) + (history[index] ?? 0) / turns;
  }
  return profile;
}

function dirtyInSecond(tasks: readonly ExactTask[], atSeconds: number): number {
  let sum = 0;
  for (const task of tasks) {
    const cycle = task.phases.reduce((total, phase) => total + phase.durationSeconds, 0);
    let offset = ((atSeconds % cycle) + cycle) % cycle;
    const phase = task.phases.find(({ durationSeconds }) => {
      offset -= durationSeconds;
      return offset < 0;
    });
    for (const region of phase?.writes ?? []) sum += regionDirtyBytes(region, SAMPLE_SECONDS);
  }
  return sum;
}
