import type { MigrationHost } from '../migration-host.ts';
import type { PageSet } from '../page-set.ts';

/** When a round-based algorithm stops copying live: Xen's three conditions. */
export interface RoundLimits {
  readonly minDirtyPages: number;
  readonly maxRounds: number;
  /** Times the memory's pages. */
  readonly maxSentFactor: number;
}

/** Xen: stop at fewer than 50 dirty pages, at 29 rounds (xc_domain_save.c), or past 3x the memory. */
export const XEN_LIMITS: RoundLimits = { minDirtyPages: 50, maxRounds: 29, maxSentFactor: 3 };

/** Sends the pages in address order but leaves out those already written again: they would be sent in vain. */
export function sendQuietPages(host: MigrationHost, pages: Iterable<number>): number {
  let sent = 0;
  for (const page of pages) {
    if (host.isDirtyAgain(page)) continue;
    host.send(page);
    sent += 1;
  }
  return sent;
}

/** Stops the guest, sends the pages and whatever is left in the dirty log, resumes at the destination. */
export function stopAndCopy(host: MigrationHost, pages: PageSet): void {
  host.stop();
  for (const page of pages.union(host.takeDirtyLog())) host.send(page);
  host.resume();
}

export const exhausted = (
  host: MigrationHost,
  limits: RoundLimits,
  round: number,
  sentPages: number,
): boolean => round >= limits.maxRounds || sentPages > limits.maxSentFactor * host.pages;
