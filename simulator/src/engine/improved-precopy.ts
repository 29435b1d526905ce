import { copyInRounds } from './copy-in-rounds.ts';
import type { Engine } from './engine.ts';
import { allPages, both, countPages, minus, noPages, type PageMap, plus, union } from './page-map.ts';
import { type RoundLimits, XEN_LIMITS } from './round-limits.ts';

export interface ImprovedPrecopyOptions extends RoundLimits {
  /** A page dirty in so many consecutive rounds is put by for the stop. */
  readonly streak: number;
}

/** Two rounds: the shortest streak there is; reconstruction, the paper's own number is not known. */
export const IMPROVED_PRECOPY_DEFAULTS: ImprovedPrecopyOptions = { ...XEN_LIMITS, streak: 2 };

/** Pages dirtied again and again are sent only in the stop. Reconstruction of Ma, Liu and Liu 2010. */
export const improvedPrecopy = (options: ImprovedPrecopyOptions = IMPROVED_PRECOPY_DEFAULTS): Engine =>
  function* (context) {
    const { memory } = context;
    /** `streaks[k]`: pages dirty in exactly the last `k` rounds, and not put by. */
    let streaks: PageMap[] = [allPages(memory)];
    let putBy = noPages(memory);
    return yield* copyInRounds(context, {
      limits: options,
      first: allPages(memory),
      endRound: (dirty, unsent) => {
        const quiet = streaks.map((pages) => minus(pages, dirty)).reduce(plus, noPages(memory));
        const longer = streaks.map((pages) => both(pages, dirty));
        if (longer.length >= options.streak) putBy = plus(putBy, longer.pop() ?? noPages(memory));
        streaks = [quiet, ...longer];
        const toSend = union(longer.reduce(plus, noPages(memory)), minus(unsent, putBy));
        return { toSend, left: plus(toSend, putBy), mayStop: countPages(toSend) < options.minDirtyPages };
      },
    });
  };
