import type { PageAlgorithm } from '../page-algorithm.ts';
import { PageSet } from '../page-set.ts';
import { pushPages } from './push-pages.ts';

/** Stops at once, resumes at the destination, then fetches every page once; free (zero) pages never cross. */
export const postCopy = (): PageAlgorithm => (host) => {
  const absent = new PageSet(host.pages);
  for (let page = 0; page < host.pages; page += 1) {
    if (!host.isZero(page)) absent.add(page);
  }
  host.stop();
  const written = host.takeDirtyLog();
  for (const page of written) absent.add(page);
  host.resume(absent);
  pushPages(host, absent);
  return 1;
};
