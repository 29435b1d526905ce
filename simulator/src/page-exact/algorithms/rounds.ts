import type { MigrationHost } from '../migration-host.ts';
import type { PageSet } from '../page-set.ts';

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
