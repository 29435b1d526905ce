import { describe, expect, it } from 'vitest';
import { profileIn, tripsOf } from './program-fixture.ts';

const producing = (condition: string, after: string): string => `
  const items = [];
  const waiting = [];
  let active = 0;
  let isFree = true;
  async function produce(count) {
    for (let i = 0; i < count; i++) {
      while (${condition}) await new Promise((resolve) => waiting.push(resolve));
      ${after}
    }
  }
  produce(1000);
  for (const item of items) {}`;

describe('a loop that waits until others have ended its condition', () => {
  it.each([
    ['a list that is full', 'items.length >= 10', 'items.push(i);'],
    ['a count that is at its limit', 'active >= 4', 'active++;'],
    ['a flag', '!isFree', 'isFree = false;'],
  ])('is over after one wait: %s', (_name, condition, after) => {
    const source = producing(condition, after);
    expect(tripsOf(source, 'for (let i')).toBe(1000);
    expect(tripsOf(source, 'while')).toBeGreaterThan(980);
    expect(tripsOf(source, 'while')).toBeLessThanOrEqual(1000);
    expect(profileIn(source, 'produce').durationSeconds?.likely).toBeLessThan(0.01);
  });

  it('leaves no more in a list than fits', () => {
    expect(tripsOf(producing('items.length >= 10', 'items.push(i);'), 'for (const item')).toBe(10);
  });

  it('goes on where it asks again and again', () => {
    const source = `
      let tries = 0;
      async function poll() { while (tries < 20) { tries++; await new Promise((resolve) => setTimeout(resolve, 100)); } }
      poll();`;
    expect(tripsOf(source, 'while')).toBe(20);
  });
});
