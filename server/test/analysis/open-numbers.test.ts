import type { Estimate } from '@migration-tags/simulator';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Analyzer } from '../../src/analysis/analyzer.ts';
import type { TimelineStep } from '../../src/analysis/timeline.ts';
import { analyzerOf, MAIN, profileIn } from './program-fixture.ts';

const condition = fc.constantFrom(
  'x > 3',
  'input.ready',
  'list.length < 100',
  'list.length > 0',
  'input === null',
  'Math.random() < 0.5',
  'true',
);
const bound = fc.constantFrom('3', '1000', '1e9', 'n', 'list.length', 'input.size');
const values = fc.constantFrom(
  'list',
  'input',
  '[1, 2, 3]',
  'table.keys()',
  'input.rows',
  'Object.keys(input)',
);
const simple = fc.constantFrom(
  'list.push({ x });',
  'list.pop();',
  'list = list.concat(list);',
  'table.set(x, [x]);',
  'table.set(input.key, x);',
  'text += x;',
  'numbers[x & 1023] += 1.5;',
  'x++;',
  'work(x - 1, input, n);',
  'if (x > 1) work(x - 1, input.left, n);',
  'await pause(5);',
  'input.handle(x);',
  'list.sort((a, b) => a.x - b.x);',
  'x += list.map((one) => one.x).length;',
  'if (input.done) break;',
  'return list;',
);

const { block } = fc.letrec<{ block: string; statement: string }>((tie) => ({
  statement: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    simple,
    fc.tuple(condition, tie('block')).map(([test, body]) => `if (${test}) { ${body} }`),
    fc.tuple(condition, tie('block')).map(([test, body]) => `while (${test}) { ${body} }`),
    fc.tuple(bound, tie('block')).map(([to, body]) => `for (let i = 0; i < ${to}; i++) { ${body} }`),
    fc.tuple(values, tie('block')).map(([of, body]) => `for (const one of ${of}) { ${body} }`),
  ),
  block: fc.array(tie('statement'), { minLength: 1, maxLength: 3 }).map((statements) => statements.join(' ')),
}));

const program = fc
  .tuple(block, fc.constantFrom('', 'await work(3, { size: 4 }, 5);', 'for (;;) await work(1, null, 1);'))
  .map(
    ([body, start]) => `import { setTimeout as pause } from 'node:timers/promises';
const table = new Map();
const numbers = new Float64Array(1024);
let list = [];
let text = '';
export async function work(x, input, n) { once: for (;;) { ${body} break once; } return list; }
${start}`,
  );

const bounds = (estimate: Estimate): readonly number[] => [estimate.low, estimate.likely, estimate.high];

/** V8's heap limit, two semi-spaces and as much outside the heap. */
const MOST_PAGES = (2048 + 32 + 32) * 256;

const hasUnknownLength = (steps: readonly TimelineStep[]): boolean =>
  steps.some((step) =>
    step.kind === 'loop' ? hasUnknownLength(step.steps) : step.phase.durationSeconds === null,
  );

const checkNumbers = (analyzer: Analyzer): void => {
  for (const profile of analyzer.profiles(MAIN)) {
    const { durationSeconds, rangePages, ratePagesPerSecond, pagesPerCall, pagesIn } = profile;
    const numbers = [
      durationSeconds,
      rangePages,
      ratePagesPerSecond,
      pagesPerCall,
      ...Object.values(pagesIn),
    ];
    // What goes on until it is stopped has no length, and that is known.
    const isEndless = profile.why.some(({ template }) =>
      template.startsWith('It goes on until it is stopped'),
    );
    if (numbers.includes(null) && !isEndless) expect(profile.questions).not.toEqual([]);
    for (const number of numbers) {
      if (number === null) continue;
      expect(bounds(number)).toEqual([...bounds(number)].sort((a, b) => a - b));
      expect(bounds(number).every(Number.isFinite)).toBe(true);
    }
    expect(rangePages?.high ?? 0).toBeLessThan(MOST_PAGES);
  }
  const { tasks, questions } = analyzer.timeline(MAIN);
  if (tasks.some(hasUnknownLength)) expect(questions).not.toEqual([]);
};

describe('numbers of any program', () => {
  it('are finite and in order, within what a heap holds, and come with a question where they are not known', () => {
    fc.assert(
      fc.property(program, (source) => {
        const analyzer = analyzerOf(source);
        checkNumbers(analyzer);
        analyzer.dispose();
      }),
      { numRuns: 8, endOnFailure: true },
    );
  }, 120_000);

  it('ask how long a recursion takes whose end is out of sight', () => {
    const source = `
      exports.combinations = function combinations(left, k, chosen) {
        if (chosen.length === k) return [chosen];
        return left.flatMap((one, at) => [...combinations(left.slice(at), k, [...chosen, one]), ...combinations(left.slice(at), k, chosen)]);
      };
      exports.combinations([1, 2, 3], 3, []);`;
    const { durationSeconds, questions } = profileIn(source, 'combinations');
    if (durationSeconds === null) expect(questions).not.toEqual([]);
    expect(durationSeconds?.likely ?? 0).toBeLessThan(365 * 86_400);
  });
});
