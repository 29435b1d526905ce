import { describe, expect, test } from 'vitest';
import { fieldOf, isRecord } from '../../src/index.ts';

describe('data of unknown shape', () => {
  test.each([
    [{}, true],
    [{ a: 1 }, true],
    [[], false],
    [null, false],
    [undefined, false],
    ['text', false],
  ])('%j is a record: %s', (value, expected) => {
    expect(isRecord(value)).toBe(expected);
  });

  test('a field is found by its name', () => {
    expect(fieldOf({ a: 1 }, 'a')).toBe(1);
  });

  test.each([
    ['of another name', { a: 1 }],
    ['of a list', ['b']],
    ['of nothing', null],
    ['of a text', 'b'],
  ])('there is no field %s', (_, value) => {
    expect(fieldOf(value, 'b')).toBeUndefined();
  });

  test('what every object inherits is no field of it', () => {
    expect(fieldOf({}, 'constructor')).toBeUndefined();
  });
});
