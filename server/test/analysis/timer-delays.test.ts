import { expect, it } from 'vitest';
import { analyzerOf, profileNamed } from './program-fixture.ts';

const waitsFor = (timer: string) => {
  const source = `async function rest() { await new Promise((resolve) => { ${timer}; }); } rest();`;
  return profileNamed(analyzerOf(source), 'rest').durationSeconds;
};

it.each([
  ['setTimeout(resolve, 250)', 0.25],
  ['setTimeout(resolve, "250")', 0.25],
  ['setTimeout(resolve)', 0.001],
  ['setTimeout(resolve, null)', 0.001],
  ['setTimeout(resolve, Infinity)', 0.001],
  ['setTimeout(resolve, 2 ** 31)', 0.001],
  ['setTimeout(resolve, { delay: 250 })', 0.001],
])('%s waits for %d s', (timer, seconds) => {
  expect(waitsFor(timer)?.likely).toBeCloseTo(seconds, 4);
});

it('what is handed to setImmediate follows at once', () => {
  expect(waitsFor('setImmediate(resolve)')?.likely).toBeLessThan(0.0001);
});

it('waits for as long as is known of a delay', () => {
  const source = `
    const { readdirSync } = require('node:fs');
    async function rest() {
      const names = readdirSync('inbox');
      await new Promise((resolve) => setTimeout(resolve, 1000 + names.length));
    }
    rest();`;
  const wait = profileNamed(analyzerOf(source), 'rest').durationSeconds;
  expect(wait?.low).toBeGreaterThanOrEqual(1);
  expect(wait?.high).toBeLessThan(10);
});
