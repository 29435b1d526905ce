import { type Estimate, exactly } from '@migration-tags/simulator';
import { describe, expect, test } from 'vitest';
import { entityTable } from '../../src/cli/output/entity-table.ts';
import type { JsonEntity } from '../../src/preview/preview-document.ts';

const entity = (figures: Partial<JsonEntity>): JsonEntity => ({
  file: 'main.ts',
  name: 'work',
  kind: 'function',
  start: { line: 0, character: 0 },
  end: { line: 0, character: 1 },
  durationMs: exactly(20),
  pagesPerCall: null,
  rangePages: exactly(1024),
  ratePagesPerSecond: exactly(3000),
  pagesIn: { '10ms': null, '100ms': null, '1s': null },
  allocationMBPerSecond: null,
  verdict: 'low-range',
  neededMs: null,
  longEnough: null,
  downtimeMs: null,
  confidence: 1,
  source: 'estimate',
  why: [],
  questions: [],
  tag: null,
  ...figures,
});

const between = (low: number, likely: number, high: number): Estimate => ({ low, likely, high });

const lines = (figures: Partial<JsonEntity>): readonly string[] =>
  entityTable([entity(figures)], 80, (_, text) => text);

describe('the table of entities', () => {
  test('a figure known to a factor of ten stands alone, without a word on roughness', () => {
    const [, , row, ...legend] = lines({ rangePages: between(256, 1024, 2560) });
    expect(row).toMatch(/^1 work +4 MiB +3,000 +20 ms /);
    expect(legend).toEqual([]);
  });

  test('one known less well is marked, by itself, and the mark explained once', () => {
    const [, , row, ...legend] = lines({
      rangePages: between(100, 1024, 2560),
      durationMs: between(1, 20, 300),
    });
    expect(row).toMatch(/^1 work +~4 MiB +3,000 +~20 ms /);
    expect(legend).toEqual([expect.stringMatching(/^~ known to no better than a factor of 10; .*--json/)]);
  });

  test('what is too small to be told apart from nothing is not rough', () => {
    const [, , row] = lines({
      rangePages: between(0, 0, 15),
      ratePagesPerSecond: between(0, 0, 150),
      durationMs: between(1e-6, 1e-5, 1e-3),
    });
    expect(row).not.toContain('~');
  });
});
