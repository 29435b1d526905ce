import { AGILE_DEFAULTS, type AgileOptions } from '../../engine/agile.ts';
import type { PageAlgorithm } from '../page-algorithm.ts';
import { PageSet } from '../page-set.ts';
import { pushPages } from './push-pages.ts';
import { sendQuietPages } from './rounds.ts';

/**
 * Cold pages live on a swap device both hosts see; only the working set crosses, by one pass of
 * pre-copy and then post-copy. Reconstruction of Deshpande et al. 2016: the watch's length is ours,
 * and a page is in the working set when it was written during the watch.
 */
export const agile =
  ({ watchSeconds }: AgileOptions = AGILE_DEFAULTS): PageAlgorithm =>
  (host) => {
    host.idle(watchSeconds);
    const workingSet = host.takeDirtyLog();
    const cold = PageSet.full(host.pages).minus(workingSet);
    sendQuietPages(host, workingSet);
    const writtenMeanwhile = host.takeDirtyLog();
    host.stop();
    const absent = writtenMeanwhile.union(host.takeDirtyLog());
    for (const page of cold.minus(absent)) host.place(page);
    host.resume(absent);
    pushPages(host, absent);
    return 2;
  };
