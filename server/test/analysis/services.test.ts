import { defaultEnvironment, inEnglish } from '@migration-tags/simulator';
import { describe, expect, it } from 'vitest';
import type { Timeline, TimelinePhase, TimelineStep } from '../../src/analysis/timeline.ts';
import { suggestTags, workloadOfTimeline } from '../../src/preview/index.ts';
import { analyzerOf, MAIN, profileIn } from './program-fixture.ts';

const timelineOf = (source: string, others: Readonly<Record<string, string>> = {}): Timeline =>
  analyzerOf(source, others).timeline(MAIN);

const phasesOf = (steps: readonly TimelineStep[]): readonly TimelinePhase[] =>
  steps.flatMap((step) => (step.kind === 'phase' ? [step.phase] : phasesOf(step.steps)));

const namesOf = ({ tasks }: Timeline): readonly (readonly string[])[] =>
  tasks.map((steps) => phasesOf(steps).map(({ name }) => inEnglish(name)));

/** Half a second of writing 64 MiB over and over, seconds apart. */
const COMPACT = `const data = new Float64Array(1 << 23);
  function compact() { for (let r = 0; r < 50; r++) for (let i = 0; i < data.length; i++) data[i] += 1; }`;

const SERVER = `import { createServer } from 'node:http';
  const counts = new Map();
  const server = createServer(handle);
  function handle(request, response) { counts.set('all', (counts.get('all') ?? 0) + 1); response.end('fine'); }
  server.listen(8080);`;

describe('an interval', () => {
  it('is its calls, and the wait for the next', () => {
    const timeline = timelineOf(`${COMPACT} setInterval(compact, 20_000);`);
    expect(namesOf(timeline)).toEqual([['compact', 'between calls of `compact`']]);
    const [calls, wait] = phasesOf(timeline.tasks[0] ?? []);
    expect((calls?.durationSeconds?.likely ?? 0) + (wait?.durationSeconds?.likely ?? 0)).toBeCloseTo(20, 6);
    expect(wait).toMatchObject({ isIdle: true, writes: [] });
  });

  it('has no wait where its calls last longer than its period', () => {
    const timeline = timelineOf(`${COMPACT} setInterval(compact, 10);`);
    expect(namesOf(timeline)).toEqual([['compact']]);
    expect(timeline.notes.map(inEnglish).join()).toContain('taken to run without a pause');
  });

  it('of short calls is one steady phase, which writes as often as it is called', () => {
    const timeline = timelineOf(
      'const seen = []; setInterval(() => { seen[0] = { at: Date.now(), text: String(Date.now()) }; }, 100);',
    );
    const [[phase] = []] = timeline.tasks.map(phasesOf);
    const visits = (phase?.writes ?? []).reduce(
      (sum, { ratePagesPerSecond }) => sum + ratePagesPerSecond.likely,
      0,
    );
    expect(namesOf(timeline)).toEqual([['setInterval callback']]);
    // Ten wakes a second, and hardly more.
    expect(visits).toBeGreaterThan(10 * 5);
    expect(visits).toBeLessThan(10 * 100);
  });

  it('of a period that the source does not say is asked for', () => {
    const timeline = timelineOf(`${COMPACT} setInterval(compact, JSON.parse(process.argv[2]).period);`);
    expect(timeline.questions.map(({ question }) => inEnglish(question))).toContainEqual(
      expect.stringMatching(/^How often is `compact` called\?.*`assume calls=200\/s`$/),
    );
    expect(timeline.arrivals).toHaveLength(1);
  });

  it('stands beside others of other periods', () => {
    const timeline = timelineOf(`${COMPACT} const more = () => compact();
      setInterval(compact, 20_000); setInterval(more, 31_000);`);
    expect(timeline.tasks).toHaveLength(2);
  });
});

describe('a timer that sets itself again', () => {
  it('waits its delay after each call', () => {
    const timeline = timelineOf(`${COMPACT}
      function run() { compact(); setTimeout(run, 5000); }
      setTimeout(run, 5000);`);
    const phases = phasesOf(timeline.tasks[0] ?? []);
    expect(phases).toHaveLength(2);
    expect(phases[1]).toMatchObject({ isIdle: true, durationSeconds: { low: 5, likely: 5, high: 5 } });
  });

  it('is found through another function', () => {
    const timeline = timelineOf(`${COMPACT}
      const schedule = () => setTimeout(() => { compact(); schedule(); }, 3000);
      schedule();`);
    expect(phasesOf(timeline.tasks[0] ?? []).map(({ isIdle }) => isIdle)).toEqual([false, true]);
  });

  it('ends where it counts its rounds', () => {
    const { tasks } = timelineOf(`let round = 0;
      function run() { if (++round < 20) setTimeout(run, 1000); }
      run();`);
    expect(tasks.flatMap(phasesOf).some(({ isIdle }) => isIdle)).toBe(false);
  });
});

describe('a loop that waits', () => {
  const SLEEP = `import { setTimeout as sleep } from 'node:timers/promises';`;

  it('goes on for ever while nobody takes its flag down', () => {
    const source = `${SLEEP} ${COMPACT}
      let stopping = false;
      process.on('SIGTERM', () => { stopping = true; });
      while (!stopping) { compact(); await sleep(20_000); }`;
    const { tasks, questions } = timelineOf(source);
    expect(tasks.map(([step]) => step?.kind === 'loop' && step.endless)).toEqual([true]);
    expect(namesOf({ ...timelineOf(source), tasks })).toEqual([['compact', 'await sleep']]);
    expect(questions).toEqual([]);
  });

  it('is asked about where it only looks whether something has happened', () => {
    const source = `${SLEEP} ${COMPACT}
      let ready = false;
      process.on('message', () => { ready = true; });
      while (!ready) await sleep(20_000);
      compact();`;
    expect(
      timelineOf(source)
        .questions.map(({ question }) => inEnglish(question))
        .join(),
    ).toContain('How many trips');
  });

  it('is asked about where its own body takes the flag down', () => {
    const source = `${SLEEP} ${COMPACT}
      let done = false;
      while (!done) { compact(); await sleep(20_000); done = Number(process.env.ROUNDS) < 3; }`;
    expect(
      timelineOf(source)
        .questions.map(({ question }) => inEnglish(question))
        .join(),
    ).toContain('How many trips');
  });

  it('stands beside the others that nobody waits for', () => {
    const source = `${SLEEP} ${COMPACT}
      const other = new Float64Array(1 << 23);
      async function compacting() { while (true) { compact(); await sleep(20_000); } }
      async function filling() { while (true) { for (let r = 0; r < 50; r++) for (let i = 0; i < other.length; i++) other[i] += 1; await sleep(9_000); } }
      compacting();
      filling();`;
    const timeline = timelineOf(source);
    expect(namesOf(timeline)).toEqual([
      ['compact', 'await sleep'],
      ['for (let r = 0; r < 50; r++)', 'await sleep'],
    ]);
  });

  it('of a generator ends when nobody takes its values any more', () => {
    const source = `
      function* naturals() { let n = 0; while (true) yield n++; }
      export function sum() { let s = 0; for (const n of naturals()) { if (n > 5_000_000) break; s += n; } return s; }
      sum();`;
    expect(profileIn(source, 'sum').durationSeconds?.likely).toBeGreaterThan(0);
  });

  it('is the last of what waits for it', () => {
    const source = `${SLEEP} ${COMPACT}
      async function compacting() { while (true) { compact(); await sleep(20_000); } }
      await compacting();
      for (;;) { compact(); await sleep(1000); }`;
    expect(namesOf(timelineOf(source))).toEqual([['compact', 'await sleep']]);
  });
});

describe('a server', () => {
  it('is asked how often it is called, at its handler', () => {
    const timeline = timelineOf(SERVER);
    expect(namesOf(timeline)).toEqual([['between calls of `handle`']]);
    expect(timeline.questions.map(({ question }) => inEnglish(question))).toEqual([
      'How often is `handle` called? The source does not say when its events come: `assume calls=200/s`',
    ]);
    expect(timeline.arrivals.map(({ entity }) => entity)).toEqual([0]);
    const reading = workloadOfTimeline(timeline, defaultEnvironment.vm);
    expect(reading).toMatchObject({ kind: 'unknown', questions: [{ place: timeline.arrivals[0] }] });
  });

  it('has a timeline once that is declared, and says that it waits in between', () => {
    const timeline = timelineOf(
      SERVER.replace('function handle', '/* @migrate assume calls=300/s */\nfunction handle'),
    );
    expect(timeline).toMatchObject({ questions: [], arrivals: [] });
    expect(timeline.notes.map(inEnglish).join()).toMatch(
      /`handle` 300 times a second, .*the process waits for 9\d % of the time/,
    );
    expect(workloadOfTimeline(timeline, defaultEnvironment.vm).kind).toBe('known');
  });

  it('writes more pages the more often it is called', () => {
    const pagesAt = (rate: string): number => {
      const { tasks } = timelineOf(
        SERVER.replace('function handle', `/* @migrate assume calls=${rate} */\nfunction handle`),
      );
      return phasesOf(tasks[0] ?? [])
        .flatMap(({ writes }) => writes ?? [])
        .reduce((sum, { ratePagesPerSecond }) => sum + ratePagesPerSecond.likely, 0);
    };
    expect(pagesAt('1000/s') / pagesAt('10/s')).toBeCloseTo(100, -1);
  });

  it('is not stopped by what only a signal would run', () => {
    const timeline = timelineOf(`${SERVER} process.on('SIGTERM', () => server.close());`);
    expect(timeline.arrivals).toHaveLength(1);
  });

  it('of a library that nobody knows is told from what is declared of its handlers', () => {
    const timeline = timelineOf(`import express from 'express';
      const app = express();
      const hits = new Float64Array(1000);
      app.get('/', /* @migrate assume calls=50/s */ (request, response) => { hits[1]++; response.send('fine'); });
      app.listen(8080);`);
    expect(workloadOfTimeline(timeline, defaultEnvironment.vm).kind).toBe('known');
  });

  it('is found where its handler is a listener', () => {
    const timeline = timelineOf(`import { createServer } from 'node:http';
      const server = createServer();
      server.on('request', (request, response) => response.end('fine'));
      server.listen(8080);`);
    expect(timeline.questions.map(({ question }) => inEnglish(question))).toEqual([
      expect.stringMatching(/^How often is `on callback` called\?/),
    ]);
  });

  it('that the program awaits to be closed leaves it waiting, under the tag of that wait', () => {
    const timeline = timelineOf(`import { once } from 'node:events';
      ${SERVER.replace('function handle', '/* @migrate assume calls=9/s */\nfunction handle')}
      // @migrate approve
      await once(server, 'close');`);
    expect(namesOf(timeline)).toEqual([['await once'], ['handle']]);
    expect(phasesOf(timeline.tasks[0] ?? [])).toMatchObject([{ tag: 'approve' }]);
  });

  it('serves a request with the listeners that it sets for it', () => {
    const body = `let text = '';
      request.on('data', (chunk) => { text += chunk; });
      request.on('end', () => { const parts = []; for (let i = 0; i < 5000; i++) parts.push({ i }); response.end(String(parts.length)); });`;
    const handler = `function handle(request, response) { ${body} }`;
    const source = SERVER.replace(/function handle.*\n/, `/* @migrate assume calls=100/s */\n${handler}\n`);
    const [note = ''] = timelineOf(source).notes.map(inEnglish);
    const microseconds = /`handle` 100 times a second, ([\d.]+) (µs|ms)/.exec(note);
    const [, amount, unit] = microseconds ?? [];
    expect(Number(amount) * (unit === 'ms' ? 1000 : 1)).toBeGreaterThan(20);
  });
});

describe('a worker thread that waits for messages', () => {
  const WORKER = '/project/worker.mjs';
  const worker = `import { parentPort } from 'node:worker_threads';
    const data = new Float64Array(1 << 20);
    parentPort.on('message', handle);
    function handle(job) { for (let r = 0; r < 300; r++) for (let i = 0; i < data.length; i++) data[i] += job; }`;
  const declared = worker.replace('function handle', '/* @migrate assume calls=6/min */\nfunction handle');
  const main = `import { Worker } from 'node:worker_threads';
    new Worker(new URL('./worker.mjs', import.meta.url));
    setInterval(() => {}, 1000);`;

  it('is asked how often they come', () => {
    const timeline = analyzerOf(worker, {}, WORKER).timeline(WORKER);
    expect(timeline.questions.map(({ question }) => inEnglish(question))).toEqual([
      expect.stringMatching(/^How often is `handle` called\?/),
    ]);
    expect(
      timelineOf(main, { [WORKER]: worker })
        .notes.map(inEnglish)
        .join(),
    ).toContain('is left out');
  });

  it('is a task beside the program once that is declared', () => {
    const timeline = timelineOf(main, { [WORKER]: declared });
    expect(namesOf(timeline)).toEqual([['setInterval callback'], ['handle', 'between calls of `handle`']]);
  });
});

describe('tags of a service', () => {
  const tagged = timelineOf(
    `${COMPACT.replace('function compact', '/* @migrate withdraw */\nfunction compact')} setInterval(compact, 20_000);`,
  );

  it('bind to the calls; once a tagged call has exited, a migration may start', () => {
    const reading = workloadOfTimeline(tagged, defaultEnvironment.vm);
    if (reading.kind !== 'known') throw new Error('The timeline is known.');
    expect(reading.workload.tasks.map(({ phases }) => phases.map(({ tag }) => tag))).toEqual([
      ['withdraw', 'approve'],
    ]);
    expect(reading.notes.map(inEnglish).join()).toContain('a pending migration may start there');
  });

  it('are counted as often as events enter them', () => {
    const { visits } = timelineOf(
      SERVER.replace(
        'function handle',
        '/* @migrate approve @migrate assume calls=300/s */\nfunction handle',
      ),
    );
    expect(visits).toEqual([{ place: expect.objectContaining({ entity: 0 }), perSecond: 300 }]);
  });

  it('are suggested for calls that are hot', () => {
    const analyzer = analyzerOf(`${COMPACT} setInterval(compact, 5000);`);
    const { migration } = defaultEnvironment;
    const environment = {
      ...defaultEnvironment,
      migration: { ...migration, downtimeLimitSeconds: 0.05, timeoutSeconds: 2, onTimeout: 'force' as const },
    };
    const plan = suggestTags(analyzer.timeline(MAIN), environment, (file) => analyzer.outline(file));
    expect(plan).toMatchObject({ kind: 'known', suggestions: [{ tag: 'withdraw', place: { entity: 0 } }] });
    expect(plan.kind === 'known' && plan.after.total < plan.before.total).toBe(true);
  });
});

describe('what a service is given', () => {
  const questionsIn = (source: string): readonly string[] => {
    const analyzer = analyzerOf(source);
    return analyzer.profiles(MAIN).flatMap(({ questions }) => questions.map(inEnglish));
  };

  it.each([
    [
      'the handle of a timer',
      'const timer = setInterval(() => {}, 1000).unref(); if (timer.hasRef()) clearInterval(timer);',
    ],
    [
      'a socket for each connection',
      "require('net').createServer((socket) => { socket.setNoDelay(true); socket.write('hello'); socket.end(); }).listen(25);",
    ],
    [
      'what a resolver finds',
      "require('dns').reverse('127.0.0.1', (error, names) => { const copy = [names]; });",
    ],
    [
      'datagrams',
      "require('dgram').createSocket('udp4', (message, from) => { const text = message.toString(); const port = from.port; }).bind(8125);",
    ],
  ])('is known: %s', (_what, source) => {
    expect(questionsIn(source)).toEqual([]);
  });

  it('stops where it stops its timer', () => {
    const ticking = `${COMPACT} const timer = setInterval(compact, 20_000);`;
    expect(namesOf(timelineOf(ticking)).flat()).toContain('between calls of `compact`');
    expect(namesOf(timelineOf(`${ticking} clearInterval(timer);`)).flat()).not.toContain(
      'between calls of `compact`',
    );
  });
});
