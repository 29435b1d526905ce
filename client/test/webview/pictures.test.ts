import { inEnglish, type Outcomes, simulate, traceRun } from '@migration-tags/simulator';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dirtyCurves } from '../../webview/model/dirty-curves.ts';
import { downtimeDistribution, positionOnAxis } from '../../webview/model/downtime-distribution.ts';
import { bandAt, byteTicks, describePicture } from '../../webview/model/migration-picture.ts';
import { phaseKey, phaseRows } from '../../webview/model/phase-rows.ts';
import { pictureSvg } from '../../webview/model/picture-svg.ts';
import { tracePicture } from '../../webview/model/trace-picture.ts';
import { sampleDocument, sampleScenario } from './sample-document.ts';

const scenario = sampleScenario();
const document = sampleDocument();
const keyOf = (task: number, phase: number): string => phaseKey(document, task, phase);
const run = fc.integer({ min: 0, max: scenario.runs - 1 });
const side = fc.constantFrom('unguided' as const, 'guided' as const);

const colours = {
  background: '#fff',
  text: '#000',
  muted: '#666',
  line: '#ddd',
  remaining: '#00f',
  dirtied: '#f0f',
  sending: '#888',
  stopped: '#f00',
  approve: '#080',
  withdraw: '#f80',
};

describe('the picture of a migration', () => {
  test('has columns of one length over ascending times, and no number that is none', () => {
    fc.assert(
      fc.property(side, run, (strategy, index) => {
        const picture = tracePicture(traceRun(scenario, strategy, index), scenario, keyOf);
        const { window, seconds, remainingBytes, dirtiedBytes, sendingBytesPerSecond } = picture;
        const gaps = seconds.slice(1).map((at, index) => at - (seconds[index] ?? 0));
        expect(Math.max(...gaps)).toBeLessThan((window.to - window.from) / 100);
        for (const column of [remainingBytes, dirtiedBytes, sendingBytesPerSecond]) {
          expect(column.length).toBe(seconds.length);
          expect(column.every((value) => value === null || (Number.isFinite(value) && value >= 0))).toBe(
            true,
          );
        }
        expect([...seconds].sort((a, b) => a - b)).toEqual(seconds);
      }),
      { numRuns: 20 },
    );
  });

  test('shows the service stopped for as long as the run counted', () => {
    fc.assert(
      fc.property(side, run, (strategy, index) => {
        const trace = traceRun(scenario, strategy, index);
        const { stopped } = tracePicture(trace, scenario, keyOf);
        expect(stopped && stopped.to - stopped.from).toBeCloseTo(trace.result?.downtimeSeconds ?? 0, 6);
      }),
      { numRuns: 20 },
    );
  });

  test('ties every visit of a phase to its row', () => {
    const keys = new Set(phaseRows(document, scenario, {}).map(({ key }) => key));
    const { bands } = tracePicture(traceRun(scenario, 'guided', 3), scenario, keyOf);
    expect(bands.length).toBeGreaterThan(0);
    for (const band of bands) expect(keys).toContain(band.key);
    for (const { key, name } of bands) expect(key.includes(':21:') ? 'solve' : 'checkpoint').toBe(name);
  });

  test('finds the phase at a time', () => {
    const picture = tracePicture(traceRun(scenario, 'guided', 0), scenario, keyOf);
    const [first] = picture.bands;
    expect(first && bandAt(picture, (first.from + first.to) / 2)).toEqual(first);
    expect(bandAt(picture, -1)).toBeNull();
  });

  test('never writes more since the last round than there is to write', () => {
    const { dirtiedBytes } = tracePicture(traceRun(scenario, 'unguided', 0), scenario, keyOf);
    expect(Math.max(...dirtiedBytes.map((value) => value ?? 0))).toBeLessThanOrEqual(34 * 2 ** 20);
  });

  test('leaves out a wait that would make a line of the copy', () => {
    const early = { ...scenario, request: { ...scenario.request, at: 0 } };
    const [task] = scenario.workload.tasks;
    if (!task) throw new Error('the sample has a task');
    const phases = task.phases.map((phase) =>
      phase.tag === 'withdraw' ? { ...phase, durationSeconds: { low: 60, likely: 60, high: 60 } } : phase,
    );
    const waiting = { ...early, workload: { tasks: [{ ...task, phases }] } };
    const { window, marks } = tracePicture(traceRun(waiting, 'guided', 0), waiting, keyOf);
    expect(window.from).toBeGreaterThan(55);
    expect(marks.map(({ text }) => inEnglish(text))).toContain('request');
  });

  test('is told in words', () => {
    const said = inEnglish(describePicture(tracePicture(traceRun(scenario, 'guided', 0), scenario, keyOf)));
    expect(said).toMatch(/s request, .* s copy starts, .* s service stops/);
    expect(said).toMatch(/The service stood still for [\d.]+ ms\.$/);
  });
});

describe('the exported drawing', () => {
  const picture = tracePicture(traceRun(scenario, 'guided', 0), scenario, keyOf);

  test('is one SVG element with a title, a curve a column and no broken number', () => {
    const drawing = pictureSvg(picture, 'main.mjs: tags on', colours, inEnglish);
    expect(drawing).toMatch(/^<svg xmlns[^>]*>[\s\S]*<\/svg>$/);
    expect(drawing).toContain('<title>main.mjs: tags on</title>');
    expect(drawing.match(/fill="none"/g)).toHaveLength(3);
    expect(drawing).not.toMatch(/NaN|Infinity|undefined/);
  });

  test('keeps names that look like markup as text', () => {
    const [band] = picture.bands;
    if (!band) throw new Error('the picture has bands');
    const named = { ...picture, bands: [{ ...band, name: '<a&b>' }] };
    const drawing = pictureSvg(named, '"t" < u', colours, inEnglish);
    expect(drawing).not.toContain('<a&b>');
    expect(drawing).toContain('&quot;t&quot; &lt; u');
  });
});

describe('dirty curves', () => {
  const model = dirtyCurves(scenario, phaseRows(document, scenario, {}), keyOf);

  test('never fall, and end at the range', () => {
    for (const { bytes } of model.curves) expect([...bytes].sort((a, b) => a - b)).toEqual(bytes);
    expect(model.curves.map(({ bytes }) => bytes.at(-1))).toEqual([32 * 2 ** 20, 2 * 2 ** 20]);
  });

  test('stand against bandwidth × limit', () => {
    expect(model.budgetBytes).toBeCloseTo((2.5e9 / 8) * 0.05);
  });

  test('have axes that hold them', () => {
    const values = [model.budgetBytes, ...model.curves.flatMap(({ bytes }) => bytes)];
    expect(model.byteTicks.at(0)).toBeLessThanOrEqual(Math.min(...values));
    expect(model.byteTicks.at(-1)).toBeGreaterThanOrEqual(Math.max(...values));
  });

  test('copy at the cap where there is one', () => {
    const capped = {
      ...scenario,
      migration: { ...scenario.migration, bandwidthCapBytesPerSecond: 1e6 },
    };
    expect(dirtyCurves(capped, [], keyOf).budgetBytes).toBeCloseTo(50_000);
  });
});

describe('the distribution of downtime', () => {
  test('has an axis of whole decades that holds every quantile and the limit', () => {
    const outcomes: Outcomes = simulate({ ...scenario, runs: 10 });
    const { rows, axis } = downtimeDistribution(outcomes, 50, null);
    for (const { downtimeMs } of rows) {
      expect(downtimeMs?.p5).toBeGreaterThanOrEqual(axis.low);
      expect(downtimeMs?.p95).toBeLessThanOrEqual(axis.high);
    }
    expect(axis.ticks.every((tick) => Number.isInteger(Math.log10(tick)))).toBe(true);
    expect(positionOnAxis(axis, axis.low)).toBe(0);
    expect(positionOnAxis(axis, axis.high)).toBe(1);
  });

  test('keeps a row for a strategy of which no run completes', () => {
    expect(downtimeDistribution({}, 300, null).rows.map(({ downtimeMs }) => downtimeMs)).toEqual([
      null,
      null,
      null,
    ]);
  });
});

test('ticks of bytes are whole powers of two apart', () => {
  expect(byteTicks(512 * 2 ** 20, 5)).toEqual([0, 128, 256, 384, 512].map((mebi) => mebi * 2 ** 20));
});
