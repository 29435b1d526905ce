import { inEnglish } from '@migration-tags/simulator';
import { describe, expect, test } from 'vitest';
import type { TimelinePhase, TimelineStep } from '../../src/analysis/timeline.ts';
import { analyzerOf, MAIN, profileIn } from './program-fixture.ts';

/** Two tasks without end, and work of some milliseconds beside them. */
const TASKS = `import { setTimeout as sleep } from 'node:timers/promises';
  const [data, other] = [new Float64Array(1 << 23), new Float64Array(1 << 16)];
  const fill = (list, times) => { for (let r = 0; r < times; r++) for (let i = 0; i < list.length; i++) list[i] += 1; };
  async function poll() { for (;;) { fill(data, 50); await sleep(20_000); } }
  async function tick() { for (;;) { fill(data, 60); await sleep(9_000); } }
  const work = () => fill(other, 9);`;

const endlessly = (body: string): boolean => {
  const profile = profileIn(`${TASKS}\n${body}\nrun();`, 'run');
  expect(profile.ratePagesPerSecond).not.toBeNull();
  return profile.pagesPerCall === null;
};

describe('a function goes on for ever', () => {
  test.each([
    ['a loop of its own', 'async function run() { for (;;) { work(); await sleep(5); } }'],
    ['a call that it awaits', 'async function run() { await poll(); }'],
    [
      'a function around it that does',
      'async function middle() { await poll(); } async function run() { await middle(); }',
    ],
    [
      'a promise that it awaits later',
      'async function run() { const polling = poll(); work(); await polling; }',
    ],
    ['one of several that it awaits', 'async function run() { await Promise.all([sleep(5), poll()]); }'],
    ['what would come after it', 'async function run() { await poll().then(work); }'],
    ['a promise that it returns and who settles with it', 'async function run() { return poll(); }'],
  ])('for %s', (_, body) => {
    expect(endlessly(body)).toBe(true);
  });

  test.each([
    ['a call that nobody awaits', 'async function run() { poll(); work(); }'],
    ['one that is made out of sight', 'function run() { void poll(); tick().catch(work); work(); }'],
    ['a promise that it hands on', 'function run() { work(); return poll(); }'],
    [
      'a function around it that does not wait',
      'function middle() { poll(); } async function run() { middle(); await sleep(1); }',
    ],
    [
      'one of several of which it takes the first',
      'async function run() { await Promise.race([poll(), sleep(5)]); }',
    ],
  ])('and not for %s', (_, body) => {
    expect(endlessly(body)).toBe(false);
  });
});

describe('the timeline', () => {
  const phasesOf = (steps: readonly TimelineStep[]): readonly TimelinePhase[] =>
    steps.flatMap((step) => (step.kind === 'phase' ? [step.phase] : phasesOf(step.steps)));
  const tasksOf = (body: string): readonly string[] =>
    analyzerOf(`${TASKS}\n${body}`)
      .timeline(MAIN)
      .tasks.map((steps) =>
        phasesOf(steps)
          .map(({ name }) => inEnglish(name))
          .join(', '),
      );

  test('has a task for each that a function started, however deep', () => {
    const both = ['fill, await sleep', 'fill, await sleep'];
    expect(tasksOf('poll(); tick();')).toEqual(both);
    expect(tasksOf('function start() { poll(); tick(); } start();')).toEqual(both);
  });

  test('ends where it waits for one of them', () => {
    const [task] = tasksOf(
      'const polling = poll(); await polling; for (let r = 0; r < 99; r++) fill(data, 9);',
    );
    expect(task).toMatch(/await polling$/);
  });
});
