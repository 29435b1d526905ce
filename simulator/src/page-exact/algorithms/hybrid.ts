import { HYBRID_DEFAULTS, type HybridOptions } from '../../engine/hybrid.ts';
import type { PageAlgorithm } from '../page-algorithm.ts';
import { PageSet } from '../page-set.ts';
import { pushPages } from './push-pages.ts';
import { sendQuietPages } from './rounds.ts';

/** So many rounds of pre-copy, then post-copy of what was written meanwhile. */
export const hybrid =
  ({ rounds }: HybridOptions = HYBRID_DEFAULTS): PageAlgorithm =>
  (host) => {
    let toSend = PageSet.full(host.pages);
    for (let round = 1; round <= rounds; round += 1) {
      sendQuietPages(host, toSend);
      toSend = host.takeDirtyLog();
    }
    host.stop();
    const absent = toSend.union(host.takeDirtyLog());
    host.resume(absent);
    pushPages(host, absent);
    return rounds + 1;
  };
