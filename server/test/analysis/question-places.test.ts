import { inEnglish } from '@migration-tags/simulator';
import { expect, it } from 'vitest';
import { analyzerOf, MAIN } from './program-fixture.ts';

it('a question stands where the code does that asks it: the lines in it are of that file', () => {
  const main = `import { measure } from 'somewhere';
import { fill } from './fill.js';
measure((count) => { fill(count); });`;
  const fill = `
    const rows = [];
    export function fill(count) {
      for (let i = 0; i < count; i++) rows.push(i);
    }`;
  const analyzer = analyzerOf(main, { '/project/fill.js': fill });
  const { questions } = analyzer.timeline(MAIN);
  const trips = questions.filter(({ question }) => inEnglish(question).includes('How many trips'));
  expect(trips.map(({ place }) => place.file)).toEqual(['/project/fill.js']);
  expect(trips.map(({ question }) => inEnglish(question)).join()).toContain('(line 4)');
});

it('of the top level of a file stands where the call does that it is about', () => {
  const source = `import { measure } from 'somewhere';

measure();
process.stdin.on('data', (chunk) => { console.log(chunk.length); });`;
  const { questions } = analyzerOf(source).timeline(MAIN);
  expect(questions.map(({ question }) => inEnglish(question))).toEqual([
    'What does `somewhere.measure(…)` do? No code of the package `somewhere` is installed.',
  ]);
  const [{ place } = { place: null }] = questions;
  expect(source.slice(place?.span.start, place?.span.end)).toBe('measure()');
});
