import { describe, expect, test } from 'vitest';
import type { Effect, ResultShape } from '../../src/analysis/effects/effect.ts';
import { type Quantity, quantity } from '../../src/analysis/effects/quantity.ts';
import { KNOWN_ROWS, knownEffect } from '../../src/analysis/knowledge/known-effects.ts';
import { callOf, NOTHING_KNOWN, view } from './calls.ts';

const quantitiesOf = (effect: Effect): readonly Quantity[] => {
  switch (effect.kind) {
    case 'seq':
      return effect.parts.flatMap(quantitiesOf);
    case 'loop':
      return [effect.trips, ...quantitiesOf(effect.body)];
    case 'branch':
      return effect.arms.flatMap((arm) => quantitiesOf(arm.effect));
    case 'call':
      return [effect.trips, ...effect.arguments.flatMap(sizesOf)];
    case 'allocate':
    case 'write':
      return [effect.bytes];
    case 'wait':
      return [effect.seconds];
    case 'compute':
      return [effect.nanoseconds];
    case 'unknown':
      return [];
  }
};

const given = (size: Quantity | null): readonly Quantity[] => (size === null ? [] : [size]);

const sizesOf = (shape: ResultShape): readonly Quantity[] => {
  switch (shape.kind) {
    case 'number':
      return given(shape.value);
    case 'string':
    case 'bytes':
      return given(shape.length);
    case 'array':
      return [...given(shape.length), ...sizesOf(shape.element)];
    case 'object':
      return Object.values(shape.fields).flatMap(sizesOf);
    case 'instance':
      return given(shape.size);
    case 'promise':
      return [...given(shape.seconds), ...sizesOf(shape.of)];
    case 'undefined':
    case 'boolean':
    case 'bigint':
    case 'same':
    case 'unknown':
      return [];
  }
};

/** The calls each row must answer: nothing known, an array or bytes of 1,000, a text, numbers. */
const representativeCalls = [
  callOf(NOTHING_KNOWN, NOTHING_KNOWN, NOTHING_KNOWN),
  callOf(view({ kind: 'undefined' })),
  callOf(
    view({ kind: 'array', length: quantity(1000) }),
    view({ kind: 'number', number: quantity(0) }),
    view({ kind: 'number', number: quantity(10) }),
  ),
  callOf(
    view({ kind: 'bytes', length: quantity(1000), byteLength: quantity(8000) }),
    view({ kind: 'bytes', length: quantity(10), byteLength: quantity(10) }),
  ),
  callOf(
    view({ kind: 'string', text: 'some text', length: quantity(9) }),
    view({ kind: 'string', text: ' ', length: quantity(1) }),
    view({ kind: 'function' }),
  ),
  callOf(
    view({ kind: 'map', length: quantity(0, 10, 1e6) }),
    view({ kind: 'function' }),
    view({ kind: 'number', number: quantity(1, 100, 1e5) }),
  ),
] as const;

describe('every known function', () => {
  test.each([
    ...KNOWN_ROWS.keys(),
  ])('%s answers any call with finite, ordered, non-negative sizes', (symbol) => {
    for (const call of representativeCalls) {
      const outcome = knownEffect(symbol)?.(call);
      expect(outcome).toBeDefined();
      if (outcome === undefined) continue;
      for (const { low, likely, high } of [...quantitiesOf(outcome.effect), ...sizesOf(outcome.result)]) {
        expect(Number.isFinite(high)).toBe(true);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(likely).toBeGreaterThanOrEqual(low);
        expect(high).toBeGreaterThanOrEqual(likely);
      }
    }
  });

  test.each([...KNOWN_ROWS])('%s takes time, and says where that is known from', (symbol, row) => {
    const outcome = row.does(callOf(NOTHING_KNOWN, NOTHING_KNOWN, NOTHING_KNOWN));
    const takesTime = JSON.stringify(outcome.effect).includes('"compute"');
    expect(takesTime, symbol).toBe(true);
    expect(row.source.length).toBeGreaterThan(5);
  });
});

describe('a class without a row of its own answers as its base', () => {
  test.each([
    ['Uint8Array.prototype.fill', 'TypedArray.prototype.fill'],
    ['Float64Array.from', 'TypedArray.from'],
    ['Buffer.prototype.sort', 'TypedArray.prototype.sort'],
    ['Socket.prototype.on', 'EventEmitter.prototype.on'],
    ['ClientRequest.prototype.once', 'EventEmitter.prototype.once'],
  ])('%s as %s', (symbol, base) => {
    expect(knownEffect(symbol)).toBe(KNOWN_ROWS.get(base)?.does);
  });

  test('and what nobody described is not known', () => {
    expect(knownEffect('Frobnicator.prototype.frobnicate')).toBeUndefined();
    expect(knownEffect('toString')).toBeUndefined();
  });
});
