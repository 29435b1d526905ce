import { describe, expect, it } from 'vitest';
import { executionsOf } from './program-fixture.ts';

const filtering = (condition: string): string => `
  const list = Array.from({ length: 10_000 }, (_, index) => index);
  const kept = [null];
  export const work = (wanted) => { kept[0] = list.filter((n) => ${condition}); };
  work();`;

const bytesPerCall = (condition: string): number => {
  const executions = executionsOf(filtering(condition), '(wanted) =>');
  const bytes = executions.reduce((sum, node) => sum + node.youngBytes.likely + node.largeBytes.likely, 0);
  return bytes / executions.reduce((sum, node) => sum + node.calls.likely, 0);
};

describe('what filter allocates', () => {
  it('is as much as it keeps', () => {
    expect(bytesPerCall('n < 0')).toBeLessThan(500);
    expect(bytesPerCall('n % 10 === 0')).toBeGreaterThan(1000 * 8);
    expect(bytesPerCall('n % 10 === 0')).toBeLessThan(1000 * 50);
    expect(bytesPerCall('n >= 0')).toBeGreaterThan(10_000 * 8);
  });

  it('is half of all where nobody knows', () => {
    expect(bytesPerCall('wanted[n]')).toBeGreaterThan(bytesPerCall('n >= 0') / 2.5);
    expect(bytesPerCall('wanted[n]')).toBeLessThan(bytesPerCall('n >= 0') / 1.5);
  });
});
