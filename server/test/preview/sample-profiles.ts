import { exactly, PAGE_BYTES, verbatim, type WriteRegion } from '@migration-tags/simulator';
import type { EntityProfile } from '../../src/analysis/entity-profile.ts';
import { unknownProfile } from '../../src/analysis/profiles/entity-profiles.ts';

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
  ...unknownProfile(entity, writes === null ? [verbatim('How large is `field`?')] : []),
  durationSeconds: durationSeconds === null ? null : exactly(durationSeconds),
  rangePages:
    writes && exactly(writes.reduce((sum, { rangeBytes }) => sum + rangeBytes.likely, 0) / PAGE_BYTES),
  ratePagesPerSecond: writes && exactly(writes.reduce((sum, own) => sum + own.ratePagesPerSecond.likely, 0)),
  writes,
  confidence: 0.5,
  why: [verbatim('as the test says')],
});
