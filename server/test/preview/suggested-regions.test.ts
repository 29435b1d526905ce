import { defaultEnvironment, type Environment, inEnglish } from '@migration-tags/simulator';
import { describe, expect, test } from 'vitest';
import { applySuggestions } from '../../src/preview/apply-suggestions.ts';
import { suggestTags } from '../../src/preview/suggest-tags.ts';
import { applyEdits } from '../../src/source/text-edit.ts';
import { analyzerOf, MAIN } from '../analysis/program-fixture.ts';

/** Forced after a while, as an operator's time-out does: where a hot phase costs downtime. */
const forced: Environment = {
  ...defaultEnvironment,
  vm: { ...defaultEnvironment.vm, memoryBytes: 2 ** 28, touchedBytes: 2 ** 28, nonZeroBytes: 2 ** 28 },
  link: { ...defaultEnvironment.link, bandwidthBytesPerSecond: 1e8 },
  migration: { ...defaultEnvironment.migration, timeoutSeconds: 6, onTimeout: 'force' },
};

const HOT = 'duration=9s range=160MiB rate=60000pages/s';
const PARTS = `const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
let rounds = 0;
// @migrate assume ${HOT}
function assemble() { rounds++; }
// @migrate assume ${HOT}
function solve() { rounds++; }
// @migrate assume ${HOT}
function correct() { rounds++; }
`;

const planned = (source: string) => {
  const analyzer = analyzerOf(source);
  const plan = suggestTags(analyzer.timeline(MAIN), forced, (file) => analyzer.outline(file));
  if (plan.kind === 'unknown')
    throw new Error(plan.questions.map(({ question }) => inEnglish(question)).join(' '));
  const edits = applySuggestions(plan.suggestions, (file) => analyzer.outline(file));
  return { plan, tagged: applyEdits(source, edits.get(MAIN) ?? []) };
};

describe('code between entities', () => {
  const source = `${PARTS}
async function main() {
  for (let step = 0; step < 6; step++) {
    assemble();
    solve();
    rounds += 0;
    correct();
    await sleep(5000);
  }
}
await main(); export {};
`;
  const { plan, tagged } = planned(source);

  test('is one region where its entities would need a tag each', () => {
    expect(plan.suggestions.map(({ tag }) => tag).sort()).toEqual(['approve', 'withdraw']);
    expect(tagged).toBe(
      source
        .replace('    assemble();', '    // @migrate withdraw begin\n    assemble();')
        .replace('    correct();', '    correct();\n    // @migrate end')
        .replace('    await sleep(5000)', '    // @migrate approve\n    await sleep(5000)'),
    );
  });

  test('asked again with its tags in the source, has nothing more to say, and costs what was promised', () => {
    const again = planned(tagged);
    expect(again.plan.suggestions).toEqual([]);
    expect(again.plan.before.total).toBeCloseTo(plan.after.total, 1);
  });
});

test('a single entity is tagged itself', () => {
  const source = `${PARTS}
async function main() {
  for (let step = 0; step < 6; step++) {
    solve();
    await sleep(5000);
  }
}
await main(); export {};
`;
  const { tagged } = planned(source);
  expect(tagged).toContain('@migrate withdraw\nfunction solve');
  expect(tagged).not.toContain('begin');
});
