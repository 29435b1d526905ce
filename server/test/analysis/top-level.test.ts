import { describe, expect, it } from 'vitest';
import { executionsOf } from './program-fixture.ts';

describe('the statements of a file', () => {
  const source = (before: number): string => `
    const ways = (n) => { if (n < 2) return 1; let sum = 0; for (let k = 1; k < n; k++) sum += ways(n - k); return sum; };
    ${'console.log(ways(40));\n'.repeat(before)}
    const lines = Array.from({ length: 60 }, (_, i) => \`\${i} of 60 lines in a row, one by one\`);
    const seen = new Map();
    for (const line of lines) for (const word of line.split(' ')) seen.set(word, (seen.get(word) ?? 0) + 1);`;

  it.each([[0], [2], [8]])('leave steps to those that come after them: after %i long ones', (before) => {
    const [loop] = executionsOf(source(before), 'for (const line');
    expect(loop?.rounds).toBe(60);
  });
});
