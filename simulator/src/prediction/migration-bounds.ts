import { PAGE_BYTES } from '../model/page.ts';
import type { PredictionSetup } from './xen-replay.ts';

export interface MigrationBounds {
  readonly leastTotalSeconds: number;
  readonly mostTotalSeconds: number;
  readonly leastDowntimeSeconds: number;
  readonly mostDowntimeSeconds: number;
}

/**
 * Between an idle guest, one pass, and one that dirties everything: three times the memory before the limit is seen,
 * one round more, and the stop, less the one page that passes the limit. After Akoush et al. 2010, from memory of the
 * literature: a sanity check, not a quotation.
 */
export function migrationBounds(setup: PredictionSetup): MigrationBounds {
  const { memoryPages, preOverheadSeconds, postOverheadSeconds } = setup;
  const secondsAPage = PAGE_BYTES / setup.bytesPerSecond;
  const passSeconds = memoryPages * secondsAPage;
  return {
    leastTotalSeconds: preOverheadSeconds + passSeconds,
    mostTotalSeconds: preOverheadSeconds + 5 * passSeconds - secondsAPage + postOverheadSeconds,
    leastDowntimeSeconds: postOverheadSeconds,
    mostDowntimeSeconds: passSeconds + postOverheadSeconds,
  };
}
