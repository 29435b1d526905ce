import { IMPROVED_PRECOPY_DEFAULTS, type ImprovedPrecopyOptions } from '../../engine/improved-precopy.ts';
import { isExhausted } from '../../engine/round-limits.ts';
import type { PageAlgorithm } from '../page-algorithm.ts';
import { PageSet } from '../page-set.ts';
import { sendQuietPages, stopAndCopy } from './rounds.ts';

/**
 * Xen's rounds, but a page dirty in `streak` consecutive rounds is put by for the stop.
 * Reconstruction of Ma et al. 2010, which gives no code.
 */
export const improvedPrecopy =
  (options: ImprovedPrecopyOptions = IMPROVED_PRECOPY_DEFAULTS): PageAlgorithm =>
  (host) => {
    const { streak } = options;
    const dirtyRounds = new Uint8Array(host.pages);
    const putBy = new PageSet(host.pages);
    let toSend = PageSet.full(host.pages);
    let sentPages = 0;
    for (let round = 1; ; round += 1) {
      sentPages += sendQuietPages(host, toSend);
      const dirty = host.takeDirtyLog();
      for (let page = 0; page < host.pages; page += 1) {
        const rounds = dirty.has(page) ? (dirtyRounds[page] ?? 0) + 1 : 0;
        dirtyRounds[page] = Math.min(rounds, streak);
        if (rounds >= streak) putBy.add(page);
      }
      toSend = dirty.minus(putBy);
      if (toSend.size < options.minDirtyPages || isExhausted(options, round, sentPages, host.pages)) {
        stopAndCopy(host, toSend.union(putBy));
        return round + 1;
      }
    }
  };
