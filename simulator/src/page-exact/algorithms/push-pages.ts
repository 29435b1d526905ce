import type { MigrationHost } from '../migration-host.ts';
import type { PageSet } from '../page-set.ts';

/**
 * The active push of post-copy: from a pivot outwards in both directions ("bubbling", Hines and
 * Gopalan 2009); a requested page goes first and becomes the pivot. Every page crosses once.
 */
export function pushPages(host: MigrationHost, absent: PageSet): void {
  let pivot = 0;
  let upwards = true;
  while (absent.size > 0) {
    const requested = host.requestedPage();
    if (requested !== null) pivot = requested;
    const page = requested ?? nearest(absent, pivot, upwards);
    upwards = !upwards;
    host.send(page);
    absent.delete(page);
  }
}

/** The nearest member above or below the pivot; the other side when this one is done. */
function nearest(pages: PageSet, pivot: number, upwards: boolean): number {
  const above = pages.next(pivot);
  const below = pages.previous(pivot);
  const first = upwards ? above : below;
  return first === -1 ? (upwards ? below : above) : first;
}
