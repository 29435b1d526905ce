import { copyInRounds } from './copy-in-rounds.ts';
import type { Engine } from './engine.ts';
import {
  allPages,
  both,
  countPages,
  minus,
  noPages,
  type PageMap,
  plus,
  takeLog,
  union,
} from './page-map.ts';
import { type RoundLimits, XEN_LIMITS } from './round-limits.ts';
import { isPressed, sendQuietPages, sleep } from './round-sender.ts';

export interface HierarchyOptions extends RoundLimits {
  /** The measuring window before the first round, in intervals. */
  readonly intervals: number;
  readonly intervalSeconds: number;
  /** A page dirty in at least so many intervals is in the middle level … */
  readonly middleFrom: number;
  /** … and from here on in the hot one. */
  readonly hotFrom: number;
}

/** Reconstruction: the paper's window and thresholds are not known. */
export const HIERARCHY_DEFAULTS: HierarchyOptions = {
  ...XEN_LIMITS,
  intervals: 10,
  intervalSeconds: 0.1,
  middleFrom: 1,
  hotFrom: 5,
};

/**
 * Counts each page's dirty intervals before copying, sends the quiet level first, the middle one next, the hot one
 * only in the stop. Reconstruction of Liu et al. 2010.
 */
export const hierarchicalCopy = (options: HierarchyOptions = HIERARCHY_DEFAULTS): Engine =>
  function* (context) {
    const { memory } = context;
    /** `counts[k]`: pages dirty in `k` of the intervals so far. */
    let counts: PageMap[] = [allPages(memory)];
    for (let interval = 0; interval < options.intervals; interval += 1) {
      yield* sleep(context, options.intervalSeconds, () => isPressed(context));
      const dirty = takeLog(context);
      const still = [...counts.map((pages) => minus(pages, dirty)), noPages(memory)];
      const more = [noPages(memory), ...counts.map((pages) => both(pages, dirty))];
      counts = still.map((pages, count) => plus(pages, more[count] ?? noPages(memory)));
    }
    const level = (from: number, below: number): PageMap =>
      counts.slice(from, below).reduce(plus, noPages(memory));
    const quiet = level(0, options.middleFrom);
    const hot = level(options.hotFrom, counts.length);

    return yield* copyInRounds(context, {
      limits: options,
      first: minus(allPages(memory), hot),
      *sendRound(toSend) {
        const low = yield* sendQuietPages(context, both(toSend, quiet));
        const middle = yield* sendQuietPages(context, minus(toSend, quiet));
        return { pages: low.pages + middle.pages, unsent: plus(low.unsent, middle.unsent) };
      },
      endRound: (dirty, unsent) => {
        const toSend = union(minus(dirty, hot), unsent);
        return { toSend, left: plus(toSend, hot), mayStop: countPages(toSend) < options.minDirtyPages };
      },
    });
  };
