import { defaultEnvironment, verbatim, type WriteRegion } from '@migration-tags/simulator';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type TimelineStep, WAITING_FOR_EVENTS } from '../../src/analysis/timeline.ts';
import { fitToMachine } from '../../src/preview/fit-to-machine.ts';
import { MAX_PHASES, workloadOfTimeline } from '../../src/preview/workload-of-timeline.ts';
import { inWords } from '../in-words.ts';
import { region } from './sample-profiles.ts';
import { loop, phase, placeAt, timelineOf } from './sample-timelines.ts';

const VM = defaultEnvironment.vm;
const quiet = [region(1, 100)];
const a = phase(1, 2, quiet);
const b = phase(2, 3, quiet);

const reading = (...steps: readonly TimelineStep[]) => {
  const read = inWords(workloadOfTimeline(timelineOf(steps), VM));
  if (read.kind === 'unknown') throw new Error(read.questions.map(({ question }) => question).join());
  return read;
};

/** Tasks as iterations and phase numbers. */
const shape = (...steps: readonly TimelineStep[]) =>
  reading(...steps).workload.tasks.map(({ iterations, phases }) => [
    iterations,
    phases.map(({ name }) => Number(name.replace('phase ', ''))),
  ]);

describe('loops', () => {
  test('a sequence runs once', () => expect(shape(a, b)).toEqual([[1, [1, 2]]]));

  test('a loop that is the whole task is its iterations', () => {
    expect(shape(loop(1_000_000, a, b))).toEqual([[1_000_000, [1, 2]]]);
  });

  test('a loop inside a sequence is unrolled', () =>
    expect(shape(a, loop(3, b), a)).toEqual([[1, [1, 2, 2, 2, 1]]]));

  test('an endless loop is the task; start-up is left out, and said to be', () => {
    expect(shape(a, loop('endless', b))).toEqual([[0, [2]]]);
    expect(reading(a, loop('endless', b)).notes).toEqual([expect.stringContaining('Start-up')]);
  });

  test('what follows an endless loop is never reached', () => {
    expect(shape(loop('endless', a), b)).toEqual([[0, [1]]]);
  });

  test('a loop of unknown length is previewed as endless, and said to be', () => {
    expect(shape(loop(null, a, b))).toEqual([[0, [1, 2]]]);
    expect(reading(loop(null, a, b)).notes).toEqual([expect.stringContaining('not known')]);
  });

  test('a loop that never turns adds nothing', () => expect(shape(a, loop(0, b))).toEqual([[1, [1]]]));

  test('beyond the cap the longest loop is the task, and what is left out is said', () => {
    const tooMany = loop(MAX_PHASES + 1, b);
    expect(shape(a, tooMany)).toEqual([[MAX_PHASES + 1, [2]]]);
    expect(reading(a, tooMany).notes).toEqual([expect.stringMatching(/only the longest loop.*2 s/)]);
  });

  test('whatever the nesting, no task has more phases than the cap', () => {
    const steps = fc.letrec<{ steps: readonly TimelineStep[] }>((tie) => ({
      steps: fc.array(
        fc.oneof(
          { maxDepth: 4 },
          fc.constant(a),
          fc
            .tuple(fc.oneof(fc.integer({ min: 0, max: 5000 }), fc.constant('endless' as const)), tie('steps'))
            .map(([trips, inner]) => loop(trips, ...inner)),
        ),
        { maxLength: 4 },
      ),
    })).steps;
    fc.assert(
      fc.property(steps, (generated) => {
        const read = inWords(workloadOfTimeline(timelineOf(generated), VM));
        if (read.kind === 'unknown') return;
        for (const { phases } of read.workload.tasks) expect(phases.length).toBeLessThanOrEqual(MAX_PHASES);
      }),
    );
  });
});

describe('what is not known', () => {
  test('a phase of unknown duration stops the preview with a question, once', () => {
    const read = inWords(workloadOfTimeline(timelineOf([a, loop(3, phase(2, null, quiet))]), VM));
    expect(read).toEqual({
      kind: 'unknown',
      questions: [{ place: placeAt(2), question: expect.stringContaining('assume duration=') }],
    });
  });

  test('a phase of unknown writes asks for them', () => {
    const read = inWords(workloadOfTimeline(timelineOf([phase(2, 1, null)]), VM));
    expect(read).toMatchObject({
      kind: 'unknown',
      questions: [{ question: expect.stringContaining('range=') }],
    });
  });

  test('the analysis’s own question is asked in place of a general one', () => {
    const question = { place: placeAt(2), question: verbatim('How large is `field`?') };
    const timeline = { ...timelineOf([phase(2, null, quiet)]), questions: [question] };
    expect(workloadOfTimeline(timeline, VM)).toEqual({ kind: 'unknown', questions: [question] });
  });

  test('waiting for events asks for what can be answered', () => {
    const server = phase(1, null, []);
    if (server.kind !== 'phase') throw new Error('A phase is a phase.');
    const waiting: TimelineStep = { kind: 'phase', phase: { ...server.phase, name: WAITING_FOR_EVENTS } };
    expect(inWords(workloadOfTimeline(timelineOf([loop('endless', waiting)]), VM))).toMatchObject({
      kind: 'unknown',
      questions: [{ question: expect.stringMatching(/^How often do events come, .*`assume calls=200\/s`/) }],
    });
  });

  test('an unknown phase behind an endless loop does not matter', () => {
    expect(workloadOfTimeline(timelineOf([loop('endless', a), phase(2, null, null)]), VM).kind).toBe('known');
  });

  test('a file that is over at once has no workload, and says so', () => {
    const read = inWords(workloadOfTimeline(timelineOf([loop(3, phase(1, 0.001, quiet))]), VM));
    expect(read).toMatchObject({
      kind: 'unknown',
      questions: [{ question: expect.stringContaining('long enough') }],
    });
  });

  test('a file in which nothing lasts is unknown, not empty', () => {
    expect(workloadOfTimeline(timelineOf([]), VM).kind).toBe('unknown');
  });
});

test('each phase knows its place in the source', () => {
  expect(reading(a, b).places).toMatchObject([
    { task: 0, phase: 0, place: placeAt(1) },
    { task: 0, phase: 1, place: placeAt(2) },
  ]);
});

describe('ranges larger than the machine', () => {
  const machine = { ...VM, memoryBytes: 2 ** 28, touchedBytes: 2 ** 28, nonZeroBytes: 2 ** 27 };
  const MIB = 2 ** 20;

  test('large regions share what small ones leave', () => {
    const growing = phase(1, 2, [region(10, 1), region(2048, 1), region(1024, 1)]);
    const read = workloadOfTimeline(timelineOf([growing]), machine);
    const ranges = read.kind === 'known' ? read.workload.tasks[0]?.phases[0]?.writes : [];
    expect(ranges?.map(({ rangeBytes }) => rangeBytes.likely / MIB)).toEqual([10, 123, 123]);
  });

  test('never together more than the machine, and untouched where they fit', () => {
    const regions = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(regions, (sizes) => {
        const writes = sizes.map((size) => region(size, 1));
        const fitted = fitToMachine(writes, machine);
        const sum = (of: readonly WriteRegion[]): number =>
          of.reduce((total, { rangeBytes }) => total + rangeBytes.high, 0);
        expect(sum(fitted)).toBeLessThanOrEqual(machine.touchedBytes * (1 + 1e-9));
        if (sum(writes) <= machine.touchedBytes) expect(fitted).toEqual(writes);
      }),
    );
  });
});
