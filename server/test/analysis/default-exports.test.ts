import { expect, it } from 'vitest';
import { analyzerOf, profileNamed } from './program-fixture.ts';

it('a function that a module exports by default is there from its start, also without a name', () => {
  const analyzer = analyzerOf(`
    import * as own from './main.js';
    export default function (n) { let sum = 0; for (let i = 0; i < n; i++) sum += i; return sum; }
    own.default(1e6);`);
  expect(profileNamed(analyzer, 'default').durationSeconds?.likely).toBeGreaterThan(5e-4);
});
