import { expect, it } from 'vitest';
import { analyzerOf, MAIN, profileNamed } from './program-fixture.ts';

it('files that import each other have each other’s functions while the entry still runs', () => {
  const analyzer = analyzerOf(
    `import { odd } from './odd.js';
     export function even(n) { return n === 0 ? true : odd(n - 1); }
     for (let i = 0; i < 1e6; i++) even(10);`,
    {
      '/project/odd.js': `import { even } from './main.js';
     export function odd(n) { return n === 0 ? false : even(n - 1); }`,
    },
    MAIN,
  );
  const { questions } = profileNamed(analyzer, 'for (let i = 0; i < 1e6; i++)');
  expect(questions).toEqual([]);
});
