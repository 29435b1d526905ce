import { HIERARCHY_DEFAULTS, type HierarchyOptions } from '../../engine/hierarchical-copy.ts';
import { isExhausted } from '../../engine/round-limits.ts';
import type { PageAlgorithm } from '../page-algorithm.ts';
import { PageSet } from '../page-set.ts';
import { sendQuietPages, stopAndCopy } from './rounds.ts';

/**
 * Counts each page's dirty intervals before copying, sends the quiet level first, the middle one
 * next, the hot one only in the stop. Reconstruction of Liu et al. 2010: window and levels are ours.
 */
export const hierarchicalCopy =
  (options: HierarchyOptions = HIERARCHY_DEFAULTS): PageAlgorithm =>
  (host) => {
    const dirtyIntervals = new Uint16Array(host.pages);
    for (let interval = 0; interval < options.intervals; interval += 1) {
      host.idle(options.intervalSeconds);
      for (const page of host.takeDirtyLog()) dirtyIntervals[page] = (dirtyIntervals[page] ?? 0) + 1;
    }
    const level = (from: number, below: number): PageSet => {
      const members = new PageSet(host.pages);
      dirtyIntervals.forEach((count, page) => {
        if (count >= from && count < below) members.add(page);
      });
      return members;
    };
    const quiet = level(0, options.middleFrom);
    const middle = level(options.middleFrom, options.hotFrom);
    const hot = level(options.hotFrom, Number.POSITIVE_INFINITY);

    let toSend = quiet.union(middle);
    let sentPages = 0;
    for (let round = 1; ; round += 1) {
      sentPages += sendQuietPages(host, toSend.minus(middle));
      sentPages += sendQuietPages(host, toSend.minus(quiet));
      toSend = host.takeDirtyLog().minus(hot);
      if (toSend.size < options.minDirtyPages || isExhausted(options, round, sentPages, host.pages)) {
        stopAndCopy(host, toSend.union(hot));
        return round + 1;
      }
    }
  };
