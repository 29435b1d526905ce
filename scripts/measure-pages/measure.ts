import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type CollectorActivity, collectorActivity } from './collector-trace.ts';
import type { Orders } from './messages.ts';
import { TargetProcess } from './target-process.ts';
import { WrittenPages } from './written-pages.ts';

/** Distinct pages a window, medians over the windows of one process. What the process waited for a processor is no part of a window. */
export interface Windows {
  readonly iterationMs: number;
  readonly pages10ms: number;
  readonly pages100ms: number;
  readonly pages1s: number;
  /** Over five seconds; `null`: not asked for. */
  readonly plateauPages: number | null;
  readonly residentMB: number;
}

/** Calls of a marked function. */
export interface MeasuredCalls {
  /** What counting itself writes: the pages between two marks with nothing between them, time after time. */
  readonly emptyPages: readonly number[];
  /** Their median, already subtracted from the calls. */
  readonly floorPages: number;
  readonly calls: readonly { readonly milliseconds: number; readonly pages: number }[];
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted[(sorted.length - 1) >> 1] ?? Number.NaN;
  const next = sorted[sorted.length >> 1] ?? Number.NaN;
  return (middle + next) / 2;
};

const WINDOWS = [
  { key: 'pages10ms', milliseconds: 10, times: 20 },
  { key: 'pages100ms', milliseconds: 100, times: 11 },
  { key: 'pages1s', milliseconds: 1000, times: 3 },
] as const;

const PLATEAU_MS = 5000;

const clock = new Int32Array(new SharedArrayBuffer(4));

/** Blocks: a timer of the event loop would come late on a busy machine. */
const sleep = (milliseconds: number): void => {
  Atomics.wait(clock, 0, 0, milliseconds);
};

/**
 * How long a process's main thread stood ready to run while others had the processors: the second figure of `/proc/PID/schedstat`, in
 * nanoseconds (the kernel's Documentation/scheduler/sched-stats).
 */
const stalledMs = (processId: number): number => {
  const [, nanoseconds] = readFileSync(`/proc/${processId}/schedstat`, 'latin1').split(' ');
  return Number(nanoseconds) / 1e6;
};

/** Blocks until the process has had so long: on a busy machine that takes longer than the clock says. */
const letRun = (processId: number, milliseconds: number): void => {
  const hadMs = (): number => performance.now() - stalledMs(processId);
  const end = hadMs() + milliseconds;
  for (let left = milliseconds; left > 0; left = end - hadMs()) sleep(left);
};

const residentMB = (processId: number): number => {
  const status = readFileSync(`/proc/${processId}/status`, 'latin1');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? Number.NaN) / 1024;
};

/**
 * The pages that a program writes while its expression is evaluated without end, once it is warm. `withPlateau`: also over five seconds, as long as
 * everything else together.
 */
export const measureWindows = async (
  orders: Orders,
  nodeFlags: readonly string[],
  withPlateau: boolean,
): Promise<Windows> => {
  const target = new TargetProcess({ ...orders, stopAfterSeconds: null }, nodeFlags, 'ignore');
  try {
    const { tracking } = await target.expect('ready');
    const { iterationMs } = await target.expect('warm');
    const written = new WrittenPages(target.processId, tracking);
    written.count();
    target.answer();
    sleep(200);
    const pagesIn = (milliseconds: number): number => {
      written.count();
      letRun(target.processId, milliseconds);
      return written.count();
    };
    const [pages10ms, pages100ms, pages1s] = WINDOWS.map(({ milliseconds, times }) =>
      median(Array.from({ length: times }, () => pagesIn(milliseconds))),
    );
    return {
      iterationMs,
      pages10ms: pages10ms ?? Number.NaN,
      pages100ms: pages100ms ?? Number.NaN,
      pages1s: pages1s ?? Number.NaN,
      plateauPages: withPlateau ? pagesIn(PLATEAU_MS) : null,
      residentMB: residentMB(target.processId),
    };
  } finally {
    await target.stop();
  }
};

const TRACED_SECONDS = 2;

/** What the collector does meanwhile, in a process of its own: its trace is complete only when the process has ended. */
export const measureCollector = async (
  orders: Orders,
  nodeFlags: readonly string[],
): Promise<CollectorActivity> => {
  const folder = mkdtempSync(path.join(tmpdir(), 'measure-pages-'));
  try {
    const output = path.join(folder, 'trace.txt');
    const started = performance.now();
    const target = new TargetProcess(
      { ...orders, stopAfterSeconds: TRACED_SECONDS },
      [...nodeFlags, '--trace-gc'],
      openSync(output, 'w'),
    );
    await target.expect('ready');
    await target.expect('warm');
    const warmAfterMs = performance.now() - started;
    target.answer();
    while ((await target.next()) !== null);
    return collectorActivity(readFileSync(output, 'latin1'), warmAfterMs);
  } finally {
    rmSync(folder, { recursive: true });
  }
};

/** Marks without anything between them, to learn what counting itself writes. */
const EMPTY_CALLS = 15;

/** The pages that each of the first `most` calls of the marked function writes after warm-up, callees included. */
export const measureCalls = async (
  orders: Orders,
  nodeFlags: readonly string[],
  most: number,
): Promise<MeasuredCalls> => {
  const target = new TargetProcess(
    { ...orders, stopAfterSeconds: null, emptyCalls: EMPTY_CALLS },
    nodeFlags,
    'ignore',
  );
  try {
    const { tracking } = await target.expect('ready');
    const written = new WrittenPages(target.processId, tracking);
    await target.expect('warm');
    const nextCall = async (): Promise<{ milliseconds: number; pages: number }> => {
      target.answer();
      await target.expect('enter');
      written.count();
      target.answer();
      const { milliseconds } = await target.expect('leave');
      return { milliseconds, pages: written.count() };
    };
    const emptyPages: number[] = [];
    while (emptyPages.length < EMPTY_CALLS) emptyPages.push((await nextCall()).pages);
    const floorPages = median(emptyPages);
    const calls: { milliseconds: number; pages: number }[] = [];
    while (calls.length < most) {
      const { milliseconds, pages } = await nextCall();
      calls.push({ milliseconds, pages: Math.max(0, pages - floorPages) });
    }
    return { emptyPages, floorPages, calls };
  } finally {
    await target.stop();
  }
};
