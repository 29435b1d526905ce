import { exactly, verbatim } from '@migration-tags/simulator';
import type { InPlaceRegion, WriteSummary } from '../../src/analysis/memory/write-summary.ts';

/** A call of 1 ms that writes nothing; what a test is about is given. */
export const summaryOf = (given: Partial<WriteSummary>): WriteSummary => ({
  durationSeconds: exactly(1e-3),
  waitSeconds: exactly(0),
  inPlace: [],
  youngBytesPerCall: exactly(0),
  survivingBytesPerCall: exactly(0),
  liveYoungBytes: exactly(0),
  liveLargeBytes: exactly(0),
  lastingLargeBytesPerCall: exactly(0),
  retainedBytesPerCall: exactly(0),
  retainedUntilBytes: null,
  growsUnseen: [],
  largeBytesPerCall: exactly(0),
  externalBytesPerCall: exactly(0),
  externalBlockBytes: null,
  levels: 1,
  confidence: 1,
  ...given,
});

export const regionOf = (given: Partial<InPlaceRegion>): InPlaceRegion => ({
  place: verbatim('`a` (line 1)'),
  storage: 'external',
  rangeBytes: exactly(0),
  bytesPerCall: exactly(0),
  writesPerCall: exactly(0),
  shareOfCalls: 1,
  pattern: 'sweep',
  boxedDoubles: false,
  ...given,
});
