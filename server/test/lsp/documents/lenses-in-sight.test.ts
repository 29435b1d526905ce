import { describe, expect, test } from 'vitest';
import { LensesInSight } from '../../../src/lsp/documents/lenses-in-sight.ts';

const askedFor = (...lenses: readonly number[]): LensesInSight => {
  const inSight = new LensesInSight();
  for (const lens of lenses) inSight.note(lens);
  return inSight;
};

const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, lens) => lens);

describe('the lenses in sight', () => {
  test('are those that were asked for', () => {
    expect(askedFor(7).has(7)).toBe(true);
    expect(askedFor(7).has(8)).toBe(false);
  });

  test('are no more than a screen holds: those asked for longest ago have left it', () => {
    const inSight = askedFor(...upTo(1000));
    expect(upTo(1000).filter((lens) => inSight.has(lens))).toEqual(upTo(1000).slice(-40));
  });

  test('stay when they are asked for again', () => {
    expect(askedFor(...upTo(40), 0, 40).has(0)).toBe(true);
    expect(askedFor(...upTo(40), 0, 40).has(1)).toBe(false);
  });
});
