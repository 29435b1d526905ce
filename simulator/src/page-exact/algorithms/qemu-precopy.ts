import { PAGE_BYTES } from '../../model/page.ts';
import type { PageAlgorithm } from '../page-algorithm.ts';
import { PageSet } from '../page-set.ts';
import { stopAndCopy } from './rounds.ts';

/** QEMU 7.2, migration/migration.c: bandwidth is measured over windows of 100 ms … */
const WINDOW_SECONDS = 0.1;
/** … and ram.c: one call sends for at most 50 ms before the loop looks at what is pending. */
const BURST_SECONDS = 0.05;

/**
 * QEMU's loop: sends dirty pages in address order, round and round; reads the dirty log when what is
 * pending falls below bandwidth x downtime limit; stops when it is still below after that, or when forced.
 */
export const qemuPrecopy = (): PageAlgorithm => (host) => {
  const dirty = PageSet.full(host.pages);
  let thresholdBytes = 0;
  let windowStartSeconds = host.clockSeconds;
  let windowStartBytes = host.sentBytes;
  let position = 0;
  let passes = 1;

  const measureBandwidth = (): void => {
    const seconds = host.clockSeconds - windowStartSeconds;
    if (seconds < WINDOW_SECONDS) return;
    const bytesPerSecond = (host.sentBytes - windowStartBytes) / seconds;
    thresholdBytes = bytesPerSecond * host.settings.downtimeLimitSeconds;
    windowStartSeconds = host.clockSeconds;
    windowStartBytes = host.sentBytes;
  };

  const sendBurst = (): void => {
    const endSeconds = Math.min(host.clockSeconds + BURST_SECONDS, windowStartSeconds + WINDOW_SECONDS);
    do {
      const ahead = dirty.next(position);
      const page = ahead === -1 ? dirty.next(0) : ahead;
      if (page === -1) return;
      dirty.delete(page);
      host.send(page);
      position = page + 1;
    } while (host.clockSeconds < endSeconds);
  };

  while (host.clockSeconds < host.settings.forceAfterSeconds) {
    if (dirty.size * PAGE_BYTES < thresholdBytes) {
      for (const page of host.takeDirtyLog()) dirty.add(page);
      passes += 1;
    }
    const pendingBytes = dirty.size * PAGE_BYTES;
    if (pendingBytes === 0 || pendingBytes < thresholdBytes) break;
    sendBurst();
    measureBandwidth();
  }
  stopAndCopy(host, dirty);
  return passes + 1;
};
