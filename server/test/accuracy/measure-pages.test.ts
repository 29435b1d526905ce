import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import vm from 'node:vm';
import { afterAll, describe, expect, test } from 'vitest';
import { collectorActivity } from '../../../scripts/measure-pages/collector-trace.ts';
import { KernelRefusal, offerTracking } from '../../../scripts/measure-pages/kernel.ts';
import { writableMappings } from '../../../scripts/measure-pages/mappings.ts';
import {
  asCommonJs,
  MEETING_PLACE,
  withMarks,
  withRound,
} from '../../../scripts/measure-pages/measurable-source.ts';
import { measureCalls, median } from '../../../scripts/measure-pages/measure.ts';
import { prepare } from '../../../scripts/measure-pages/subject.ts';

describe('the mappings whose writes are counted', () => {
  const lines = [
    '559a40000000-559a40021000 rw-p 00000000 00:00 0                          [heap]',
    '7f0a00000000-7f0a00001000 r--p 00000000 00:00 0 ',
    '7f0a10000000-7f0a10002000 rw-p 00002000 fe:00 1187                       /usr/lib/libc.so.6',
    '7f0a20000000-7f0a20002000 r-xp 00000000 fe:00 1187                       /usr/lib/libc.so.6',
    '7f0a30000000-7f0a30002000 rw-s 00000000 00:01 77                         /dev/shm/shared',
    '7ffd00000000-7ffd00002000 r-xp 00000000 00:00 0                          [vdso]',
  ];

  test('are private, anonymous or writable', () => {
    expect(writableMappings(lines.join('\n')).map(({ start }) => start)).toEqual([
      0x559a40000000n,
      0x7f0a00000000n,
      0x7f0a10000000n,
    ]);
  });

  test('span what the kernel says', () => {
    expect(writableMappings(lines[0] ?? '')).toEqual([{ start: 0x559a40000000n, end: 0x559a40021000n }]);
  });
});

describe('a trace of the collector', () => {
  const trace = [
    '[71:0x5f00]      100 ms: Scavenge 3.0 (4.0) -> 1.0 (4.0) MB, 0.5 / 0.0 ms',
    'something that the program printed',
    '[71:0x5f00]      600 ms: Scavenge 5.0 (6.0) -> 1.5 (6.0) MB, 0.5 / 0.0 ms',
    '[71:0x5f00]     1100 ms: Mark-Compact (reduce) 7.5 (8.0) -> 1.0 (8.0) MB, 0.5 / 0.0 ms',
  ].join('\n');

  test('tells what was allocated between its lines', () => {
    expect(collectorActivity(trace, 0)).toEqual({ allocationMBPerSecond: 10, scavengesPerSecond: 1 });
  });

  test('before warm-up does not count', () => {
    expect(collectorActivity(trace, 500).allocationMBPerSecond).toBe(12);
  });

  test('without collections tells of no allocation', () => {
    expect(collectorActivity('', 0)).toEqual({ allocationMBPerSecond: 0, scavengesPerSecond: 0 });
  });
});

describe('a program made measurable', () => {
  const run = (code: string): { round?: () => unknown; marks: string[] } => {
    const marks: string[] = [];
    const place = { enter: () => marks.push('enter'), leave: () => marks.push('leave') };
    vm.runInNewContext(code, { [MEETING_PLACE]: place });
    return { ...place, marks };
  };

  test('evaluates the expression in its own scope', () => {
    const place: { round?: () => unknown } = {};
    vm.runInNewContext(withRound('let count = 0;\nfunction next() { return ++count; }', 'next()'), {
      [MEETING_PLACE]: place,
    });
    expect([place.round?.(), place.round?.()]).toEqual([1, 2]);
  });

  test('marks every way out of a function, and keeps its lines', () => {
    const source = 'function f(x) {\n  if (x) return 1; // one\n  throw new Error();\n}\n';
    const marked = withMarks(source, source.indexOf('{'), source.lastIndexOf('}') + 1);
    expect(
      marked
        .split('\n')
        .slice(0, 3)
        .map((line) => line.length),
    ).not.toContain(0);
    expect(run(`${marked}f(1); try { f(0); } catch {}`).marks).toEqual(['enter', 'leave', 'enter', 'leave']);
  });

  test('is left as it stands unless it has types, modules or a line for the shell', () => {
    expect(asCommonJs('var a = 1\n', '/a.js')).toBe('var a = 1\n');
    expect(asCommonJs('#!/usr/bin/env node\nvar a', '/a.js')).toBe('///usr/bin/env node\nvar a');
    expect(asCommonJs('export const a: number = 1;', '/a.ts')).toContain('module.exports');
    expect(asCommonJs('namespace N { export var a: number = 1; }', '/a.ts')).toContain('var N;');
  });
});

const canCount = (): boolean => {
  try {
    offerTracking();
    return true;
  } catch (error) {
    if (error instanceof KernelRefusal) return false;
    throw error;
  }
};

describe.skipIf(!canCount())('pages counted by the kernel', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'measured-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('are those that a call wrote, at most one more for its unaligned end, beside those that counting writes', async () => {
    const file = 'fill.js';
    writeFileSync(
      path.join(folder, file),
      'const block = new Float64Array(1 << 19);\nfunction fill() { block.fill(1); }\n',
    );
    const subject = { suite: '', name: '', file, function: 'fill', call: 'fill()' };
    const preparation = prepare(
      { ...subject, before: [], host: '', programArguments: [], perCall: true },
      folder,
    );
    expect(preparation.lineRange).toBe('2-2');
    const { calls, floorPages, emptyPages } = await measureCalls(
      { ...preparation.orders, warmUpSeconds: 0.1 },
      [],
      15,
    );
    const counted = calls.map(({ pages }) => pages + floorPages);
    expect(Math.min(...counted)).toBeGreaterThanOrEqual(1024);
    // What counting itself writes changes while the process runs, for calls and empty rounds at different moments.
    const change = Math.max(...emptyPages) - Math.min(...emptyPages);
    const written = median(counted) - median(emptyPages);
    expect(written).toBeGreaterThanOrEqual(1024 - change);
    expect(written).toBeLessThanOrEqual(1025 + change);
  }, 60_000);
});
