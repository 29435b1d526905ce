import {
  type Dimension,
  formatBandwidth,
  formatBytes,
  formatDuration,
  formatPageRate,
  inEnglish,
  parseQuantity,
  quantityText,
} from '@migration-tags/simulator';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const DIMENSIONS: readonly Dimension[] = [
  'bytes',
  'duration',
  'page-rate',
  'call-rate',
  'bandwidth',
  'count',
];

const value = (text: string, dimension: Dimension): number | string => {
  const parsed = parseQuantity(text, dimension);
  return parsed.ok ? parsed.value : parsed.problems.map(({ message }) => inEnglish(message)).join();
};

describe('parseQuantity', () => {
  it.each([
    ['64MiB', 'bytes', 64 * 2 ** 20],
    ['1.5 GB', 'bytes', 1.5e9],
    ['300ms', 'duration', 0.3],
    ['2min', 'duration', 120],
    ['12_000pages/s', 'page-rate', 12000],
    ['4096kB/s', 'page-rate', 1000],
    ['200/s', 'call-rate', 200],
    ['90 /min', 'call-rate', 1.5],
    ['160Mbit/s', 'bandwidth', 20e6],
    ['1MiB/s', 'bandwidth', 2 ** 20],
    ['1e6', 'count', 1e6],
    ['.5s', 'duration', 0.5],
  ] as const)('reads %s', (text, dimension, expected) => {
    expect(value(text, dimension)).toBe(expected);
  });

  it.each([
    ['64', 'bytes', '"64" has no unit; expected a size such as 64MiB'],
    ['64mib', 'bytes', '"mib" is not a unit here; expected a size'],
    ['-1ms', 'duration', '"-1ms" is negative; expected a duration'],
    ['soon', 'duration', '"soon" is not a quantity; expected a duration'],
    ['', 'duration', '"" is not a quantity'],
    ['1e999s', 'duration', '"1e999s" is too large'],
    ['5s', 'count', '"5s" has a unit; expected a number without a unit'],
    ['200', 'call-rate', '"200" has no unit; expected a rate of calls such as 200/s'],
    ['1constructor', 'bytes', '"constructor" is not a unit here'],
  ] as const)('rejects "%s" and says what was expected', (text, dimension, message) => {
    expect(value(text, dimension)).toContain(message);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom(...DIMENSIONS), (text, dimension) => {
        parseQuantity(text, dimension);
      }),
    );
  });

  it('reads back exactly what quantityText wrote', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1e15, noNaN: true }),
        fc.constantFrom(...DIMENSIONS),
        (number, dimension) => {
          expect(value(quantityText(number, dimension), dimension)).toBe(number);
        },
      ),
    );
  });

  it('writes the text a person would have written', () => {
    expect(quantityText(0.3, 'duration')).toBe('300ms');
    expect(quantityText(20e6, 'bandwidth')).toBe('20MB/s');
    expect(quantityText(2 ** 30, 'bytes')).toBe('1GiB');
  });
});

describe('formatting for people', () => {
  it.each([
    [formatBytes(0), '0 B'],
    [formatBytes(12.34 * 2 ** 20), '12.3 MiB'],
    [formatDuration(0.2229), '223 ms'],
    [formatDuration(0.99999), '1 s'],
    [formatDuration(250), '4 min 10 s'],
    [formatDuration(7500), '2 h 5 min'],
    [formatDuration(3.2e-5), '32 µs'],
    [formatPageRate(12000), '12,000 pages/s'],
    [formatBandwidth(20e6), '160 Mbit/s'],
  ])('gives %j as %s', (shown, expected) => {
    expect(inEnglish(shown)).toBe(expected);
  });
});
