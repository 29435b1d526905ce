import { describe, expect, it } from 'vitest';
import { BranchHistory } from '../../src/analysis/execution/costs/branch-history.ts';

const historyOf = (count: number, taken: (index: number) => boolean): BranchHistory => {
  const history = new BranchHistory();
  for (let index = 0; index < count; index++) history.note(taken(index));
  return history;
};

describe('the history of a branch', () => {
  it('gives the share of the executions seen', () => {
    expect(historyOf(1000, (index) => index % 4 === 0).shareOfNext(100)).toBeCloseTo(0.25, 1);
  });

  it('says nothing of a branch that always went the same way', () => {
    expect(historyOf(1000, () => true).shareOfNext(100)).toBeNull();
    expect(historyOf(1000, () => false).shareOfNext(100)).toBeNull();
  });

  it('says nothing after a few executions', () => {
    expect(historyOf(5, (index) => index === 2).shareOfNext(100)).toBeNull();
  });

  it('forgets what happened only at first', () => {
    expect(historyOf(1000, (index) => index < 100).shareOfNext(100)).toBeNull();
  });

  it('takes what happens at ever longer intervals for a doubling', () => {
    const history = historyOf(1000, (index) => (index & (index + 1)) === 0);
    // Ten times as many executions: between three and four doublings.
    const share = history.shareOfNext(9000) ?? 0;
    expect(share * 9000).toBeGreaterThan(2.5);
    expect(share * 9000).toBeLessThan(5);
  });

  it('doubts what never happened before, the more the longer it did not', () => {
    const history = historyOf(98, () => false);
    expect(history.shareOfUnprecedented(true)).toBeLessThan(0.02);
    expect(history.shareOfUnprecedented(false)).toBe(1);
    expect(historyOf(98, (index) => index % 2 === 0).shareOfUnprecedented(true)).toBe(1);
  });

  it('tells how a test goes whose value nobody knows', () => {
    expect(historyOf(100, (index) => index % 10 === 0).usualShare).toBeCloseTo(0.1, 1);
    expect(historyOf(98, () => false).usualShare).toBeLessThan(0.02);
    expect(historyOf(3, () => false).usualShare).toBeNull();
  });
});
