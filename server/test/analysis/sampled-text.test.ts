import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quantity } from '../../src/analysis/effects/quantity.ts';
import { readJsonStart } from '../../src/analysis/execution/values/json-start.ts';
import { SampledText } from '../../src/analysis/execution/values/sampled-text.ts';

const sample = fc.string({ unit: fc.constantFrom('a', 'b', ','), minLength: 1, maxLength: 12 });

/** The text that one of which only the sample is known is taken for. */
const whole = (text: string, length: number): string =>
  text.repeat(Math.ceil(length / text.length)).slice(0, length);

describe('a text of which the beginning is known', () => {
  it('answers as if it went on like that', () => {
    fc.assert(
      fc.property(
        sample,
        fc.integer({ min: 12, max: 90 }),
        fc.nat(100),
        fc.integer({ min: -100, max: 100 }),
        (text, length, at, to) => {
          const sampled = new SampledText(quantity(length), text);
          const all = whole(text, length);
          expect(sampled.charAt(at)).toBe(all.charAt(at));
          expect(sampled.indexOf(',', at)).toBe(all.indexOf(',', at));
          expect(sampled.slice(at, to)).toBe(all.slice(at, to));
        },
      ),
    );
  });

  it('has a part that is long as well of which the beginning is known', () => {
    const part = new SampledText(quantity(500_000, 1_000_000, 2_000_000), 'abcd').slice(2, 600_002);
    expect(part).toBeInstanceOf(SampledText);
    expect(part).toMatchObject({
      sample: 'cdab',
      length: { low: 300_000, likely: 600_000, high: 1_200_000 },
    });
  });
});

describe('a JSON text that breaks off', () => {
  it('has the elements that are whole', () => {
    const element = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constant('a "quoted\\" , [ text'));
    fc.assert(
      fc.property(
        fc.array(element, { minLength: 3 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (list, share) => {
          const json = JSON.stringify(list);
          const text = json.slice(0, Math.floor((json.length - 1) * share));
          const start = readJsonStart(text);
          if (start === null) return;
          const read = start.value;
          expect(Array.isArray(read)).toBe(true);
          const elements = Array.isArray(read) ? read : [];
          const whole = elements.slice(0, start.goesOn === read ? elements.length : -1);
          expect(JSON.stringify(whole)).toBe(JSON.stringify(list.slice(0, whole.length)));
          expect(start.characters).toBeLessThanOrEqual(text.length);
        },
      ),
    );
  });

  it.each([['{"a": 1'], ['['], ['not JSON, at all'], ['']])('may have none: %s', (text) => {
    expect(readJsonStart(text)).toBeNull();
  });
});
