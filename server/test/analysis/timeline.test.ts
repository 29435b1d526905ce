import { describe, expect, it } from 'vitest';
import type { TimelineStep } from '../../src/analysis/timeline.ts';
import { analyzerOf, MAIN } from './program-fixture.ts';

const stepsOf = (source: string): readonly TimelineStep[] => analyzerOf(source).timeline(MAIN).tasks[0] ?? [];

const told = (steps: readonly TimelineStep[]): unknown[] =>
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
    expect(told(analyzer.timeline(MAIN).tasks[0] ?? [])).toEqual([[expect.any(String), 'parse:withdraw']]);
    const questions = analyzer.timeline(MAIN).questions.map(({ question }) => question);
    expect(questions).toContain('How long does `parse` take? `assume duration=…`');
  });

  it('asks what the code inside a phase could not know, each question once', () => {
    const source = `${SLEEP}
      async function main() { await sleep(2000); for (const item of await (await fetch('http://a')).json()) console.log(item); }
      main();`;
    const questions = analyzerOf(source)
      .timeline(MAIN)
      .questions.map(({ question }) => question);
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
});
