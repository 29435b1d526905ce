import { inEnglish } from '@migration-tags/simulator';
import { describe, expect, it } from 'vitest';
import { knownDuration } from '../../src/analysis/profiles/known-duration.ts';
import type { TimelineStep } from '../../src/analysis/timeline.ts';
import { type InWords, inWords } from '../in-words.ts';
import { analyzerOf, MAIN } from './program-fixture.ts';

const stepsOf = (source: string): readonly InWords<TimelineStep>[] =>
  inWords(analyzerOf(source).timeline(MAIN)).tasks[0] ?? [];

const told = (steps: readonly InWords<TimelineStep>[]): unknown[] =>
  steps.map((step) =>
    step.kind === 'phase'
      ? `${step.phase.name}${step.phase.tag ? `:${step.phase.tag}` : ''}`
      : told(step.steps),
  );

const SLEEP = 'const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));';

describe('the timeline', () => {
  it('repeats the phases of a loop, each under its innermost tag', () => {
    const source = `${SLEEP}
      const data = new Float64Array(1 << 20);
      // @migrate withdraw
      function solve() { for (let r = 0; r < 400; r++) for (let i = 0; i < data.length; i++) data[i] += 1; }
      // @migrate approve
      async function rest() { await sleep(9000); }
      async function main() { for (let i = 0; i < 5; i++) { solve(); await rest(); } }
      main();`;
    const [loop] = stepsOf(source);
    expect(loop?.kind).toBe('loop');
    if (loop?.kind !== 'loop') return;
    expect(loop.trips?.likely).toBeCloseTo(5, 0);
    expect(told(loop.steps)).toEqual(['solve:withdraw', 'rest:approve']);
  });

  it('merges what is too short into what is around it', () => {
    const source = `function tick() { let s = 0; for (let i = 0; i < 1000; i++) s += i; return s; } tick(); tick();`;
    expect(told(stepsOf(source))).toEqual(['top level']);
  });

  it('waits as long as the program does', () => {
    const [phase] = stepsOf(`${SLEEP} await sleep(2500); export {};`);
    expect(phase?.kind === 'phase' ? phase.phase.durationSeconds?.likely : null).toBeCloseTo(2.5, 1);
  });

  it('ends when the server or interval is stopped', () => {
    const server =
      "import { createServer } from 'node:http'; const server = createServer(() => {}); server.listen(0);";
    const interval = 'const id = setInterval(() => {}, 10);';
    expect(stepsOf(server).at(-1)).toMatchObject({ kind: 'loop', endless: true });
    expect(stepsOf(`${server} server.close();`).every(({ kind }) => kind === 'phase')).toBe(true);
    expect(stepsOf(interval).at(-1)).toMatchObject({ kind: 'loop', endless: true });
    expect(
      stepsOf(`${interval} setTimeout(() => clearInterval(id), 100);`).every(({ kind }) => kind === 'phase'),
    ).toBe(true);
  });

  it('tells a tagged phase that nobody knows the duration of, and asks', () => {
    const source = `import { readFileSync } from 'node:fs';
      ${SLEEP}
      // @migrate withdraw
      function parse(path) { return readFileSync(path, 'utf8').split('\\n').map((line) => JSON.parse(line)); }
      async function main() { for (let i = 0; i < 3; i++) { await sleep(1500); parse(process.argv[2]); } }
      main();`;
    const analyzer = analyzerOf(source);
    expect(told(inWords(analyzer.timeline(MAIN)).tasks[0] ?? [])).toEqual([
      [expect.any(String), 'parse:withdraw'],
    ]);
    const questions = analyzer.timeline(MAIN).questions.map(({ question }) => inEnglish(question));
    expect(questions).toContain('How long does `parse` take? `assume duration=…`');
  });

  it('asks what the code inside a phase could not know, each question once', () => {
    const source = `${SLEEP}
      async function main() { await sleep(2000); for (const item of await (await fetch('http://a')).json()) console.log(item); }
      main();`;
    const questions = analyzerOf(source)
      .timeline(MAIN)
      .questions.map(({ question }) => inEnglish(question));
    expect(questions.some((question) => question.startsWith('How many elements'))).toBe(true);
    expect(new Set(questions).size).toBe(questions.length);
  });

  it('bounds what is kept for good by how often the program runs', () => {
    const source = `const kept = []; ${SLEEP}
      async function main() { for (let i = 0; i < 8; i++) { await sleep(1000); kept.push(new Array(1000).fill(1)); } }
      main();`;
    const [loop] = stepsOf(source);
    const phases = loop?.kind === 'loop' ? loop.steps : [loop];
    const ranges = phases.flatMap((step) =>
      step?.kind === 'phase' ? (step.phase.writes ?? []).map(({ rangeBytes }) => rangeBytes.high) : [],
    );
    expect(ranges.length).toBeGreaterThan(0);
    expect(Math.max(...ranges)).toBeLessThan(64 * 1024 * 1024);
  });

  it('goes on for ever once a server or an interval has been started', () => {
    const steps = stepsOf('setInterval(() => { let s = 0; for (let i = 0; i < 1e6; i++) s += i; }, 1000);');
    expect(steps.at(-1)).toMatchObject({ kind: 'loop', endless: true });
  });

  it('tells one phase that is nearly all at the function that does the work', () => {
    const source = `const data = new Float64Array(1 << 20);
      function solve(rounds) { for (let r = 0; r < rounds; r++) for (let i = 0; i < data.length; i++) data[i] += 1; }
      function main() { solve(600); }
      main();`;
    const [phase] = stepsOf(source);
    expect(told(stepsOf(source))).toEqual(['solve']);
    expect(phase?.kind === 'phase' ? phase.phase.around.length : 0).toBe(1);
  });

  it('tells an await that is nearly all of a loop, and a function rather than the loop in it', () => {
    expect(
      told(
        stepsOf(
          `${SLEEP} async function poll() { while (Date.now() < 1e15) { await sleep(500); } } await poll(); export {};`,
        ),
      ),
    ).toEqual([['await sleep']]);
    expect(told(stepsOf('function spin() { for (let i = 0; i < 1e9; i++) Math.sin(i); } spin();'))).toEqual([
      'spin',
    ]);
  });

  it('keeps short rests beside long phases, so that the whole lasts as long as the program', () => {
    const source = `${SLEEP}
      // @migrate approve
      async function rest() { await sleep(200); }
      async function main() { for (let i = 0; i < 10; i++) { await rest(); await sleep(100); } }
      main();`;
    const [loop] = stepsOf(source);
    const seconds = (loop?.kind === 'loop' ? loop.steps : []).map((step) =>
      step.kind === 'phase' ? step.phase.durationSeconds?.likely : null,
    );
    expect(seconds).toHaveLength(2);
    expect(seconds.reduce<number>((sum, value) => sum + (value ?? 0), 0)).toBeCloseTo(0.3, 2);
  });

  it('takes what is declared of the code in it', () => {
    const source = `// @migrate assume duration=4s range=64MiB rate=900pages/s
      function solve(path) { return path; }
      function main() { for (let i = 0; i < 5; i++) solve(process.argv[2]); }
      main();`;
    const [loop] = stepsOf(source);
    const [phase] = loop?.kind === 'loop' ? loop.steps : [];
    expect(phase).toMatchObject({
      kind: 'phase',
      phase: {
        name: 'solve',
        durationSeconds: { low: 4, likely: 4, high: 4 },
        writes: [{ rangeBytes: { likely: 64 * 2 ** 20 }, ratePagesPerSecond: { likely: 900 } }],
      },
    });
  });

  it('adds what is declared of short code to the phase around it, by its share of the time', () => {
    const source = `// @migrate assume duration=1ms range=64MiB rate=900pages/s
      function step(i) { return i; }
      function main() { for (let i = 0; i < 5000; i++) step(i); }
      main();`;
    const [phase] = stepsOf(source);
    const writes = phase?.kind === 'phase' ? (phase.phase.writes ?? []) : [];
    expect(writes.find(({ rangeBytes }) => rangeBytes.likely === 64 * 2 ** 20)).toMatchObject({
      ratePagesPerSecond: { likely: expect.closeTo(900, -1) },
    });
  });
});

describe('loops without end', () => {
  it('are endless, however short their rounds', () => {
    expect(stepsOf('let s = 0; for (;;) s += Math.sin(s);')).toMatchObject([
      { kind: 'loop', endless: true, steps: [{ kind: 'phase', phase: { name: 'for (;;)' } }] },
    ]);
  });
});

describe('what nobody knows', () => {
  it('is no duration of years, nor one that spans more than nine decades', () => {
    const [second, day] = [1, 86_400];
    expect(knownDuration({ low: 0.01 * second, likely: second, high: 100 * second })).not.toBeNull();
    expect(knownDuration({ low: 1e-6, likely: second, high: 10 * second })).not.toBeNull();
    expect(knownDuration({ low: 1e-9, likely: second, high: 10 * second })).toBeNull();
    expect(knownDuration({ low: second, likely: 2 * day, high: 1000 * day })).toBeNull();
    expect(knownDuration({ low: day, likely: 2 * day, high: 6 * day })).not.toBeNull();
  });

  it('is asked of code that can carry the answer', () => {
    const source =
      "const rows = require('node:fs').readFileSync(process.argv[2], 'utf8').split('\\n'); for (const row of rows) JSON.parse(row);";
    const questions = analyzerOf(source)
      .timeline(MAIN)
      .questions.map(({ question }) => inEnglish(question));
    expect(questions.filter((question) => question.includes('top level'))).toEqual([]);
    expect(questions.some((question) => question.includes('`assume size=…`'))).toBe(true);
  });
});

describe('visits of tags', () => {
  const visitsIn = (source: string) =>
    analyzerOf(source)
      .timeline(MAIN)
      .visits.map(({ perSecond }) => perSecond);

  it('are counted in code too short to be a phase', () => {
    const source = `${SLEEP}
      // @migrate approve
      async function nap() { await sleep(5); }
      async function main() { for (let i = 0; i < 1000; i++) await nap(); }
      main();`;
    expect(visitsIn(source)).toEqual([expect.closeTo(200, -1)]);
  });

  it('are those of the time around, bursts in it notwithstanding', () => {
    const source = `${SLEEP}
      // @migrate approve
      async function nap() { await sleep(5); }
      async function burst() { for (let i = 0; i < 3; i++) await nap(); }
      async function main() { for (let i = 0; i < 20; i++) { await burst(); await sleep(985); } }
      main();`;
    expect(visitsIn(source)).toEqual([expect.closeTo(3, 1)]);
  });
});

describe('worker threads', () => {
  const WORKER = '/project/worker.js';
  const timelineWith = (start: string, worker: string) =>
    inWords(
      analyzerOf(
        `import { Worker } from 'node:worker_threads';\n${SLEEP}\n${start}\nawait sleep(3000); export {};`,
        { [WORKER]: worker },
      ).timeline(MAIN),
    );
  const BUSY = `const data = new Float64Array(1 << 20);
    function solve() { for (let r = 0; r < 600; r++) for (let i = 0; i < data.length; i++) data[i] += 1; }
    solve(); module.exports = {};`;

  it.each([
    ["new Worker('./worker.js');"],
    ["new Worker(new URL('./worker.js', import.meta.url));"],
  ])('%s is a task of its own', (start) => {
    const { tasks, notes } = timelineWith(start, BUSY);
    expect(tasks.map((steps) => told(steps))).toEqual([[expect.any(String)], ['solve']]);
    expect(notes).toEqual([
      'One worker thread of `./worker.js` taken to run side by side with the program, from its start.',
    ]);
  });

  it('of a pool are as many tasks', () => {
    const { tasks } = timelineWith("for (let i = 0; i < 4; i++) new Worker('./worker.js');", BUSY);
    expect(tasks).toHaveLength(5);
  });

  it('that nobody can tell are named as left out', () => {
    expect(timelineWith('new Worker(process.argv[2]);', BUSY)).toMatchObject({
      tasks: [expect.anything()],
      notes: [expect.stringContaining('is left out: which file it runs is not known')],
    });
    const waiting = "require('node:worker_threads').parentPort.on('message', () => {});";
    expect(timelineWith("new Worker('./worker.js');", waiting)).toMatchObject({
      tasks: [expect.anything()],
      notes: [expect.stringContaining('how long it waits for messages is not known')],
    });
  });
});
