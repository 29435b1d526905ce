import { exactly, PAGE_BYTES, type WriteRegion } from '@migration-tags/simulator';
import type { EntityProfile } from '../../src/analysis/entity-profile.ts';

const MIB = 2 ** 20;

export const region = (
  rangeMiB: number,
  ratePagesPerSecond: number,
  pattern: WriteRegion['pattern'] = 'sweep',
): WriteRegion => ({
  rangeBytes: exactly(rangeMiB * MIB),
  ratePagesPerSecond: exactly(ratePagesPerSecond),
  pattern,
});

/** An entity that writes exactly these regions; `durationSeconds` of one execution, `null`: not known. */
export const profileOf = (
  writes: readonly WriteRegion[] | null,
  durationSeconds: number | null,
  entity = 0,
): EntityProfile => ({
  entity,
  durationSeconds: durationSeconds === null ? null : exactly(durationSeconds),
  pagesPerCall: null,
  rangePages:
    writes && exactly(writes.reduce((sum, { rangeBytes }) => sum + rangeBytes.likely, 0) / PAGE_BYTES),
  ratePagesPerSecond: writes && exactly(writes.reduce((sum, own) => sum + own.ratePagesPerSecond.likely, 0)),
  pagesIn: { '10ms': null, '100ms': null, '1s': null },
  allocationBytesPerSecond: null,
  writes,
  confidence: 0.5,
  provenance: 'estimate',
  why: ['as the test says'],
  questions: writes === null ? ['How large is `field`?'] : [],
});
