import { CALIBRATION } from './calibration.ts';
import type { Completion, EngineContext } from './engine.ts';
import { countPages, type PageMap, takeLog, union } from './page-map.ts';
import { pushPages } from './push-pages.ts';
import { sendAll, sleep } from './round-sender.ts';

/** As measured on QEMU; what Xen needs is not known. */
export const SWITCH_SECONDS = CALIBRATION.switchSeconds;

/** Stops the guest, sends the pages and whatever is in the log, resumes at the destination. */
export function* stopAndCopy(context: EngineContext, pages: PageMap): Generator<number, Completion, void> {
  const { channel, gate, guest, journal } = context;
  gate.switchOver();
  const stoppedSeconds = context.now();
  guest.stop();
  const left = union(pages, takeLog(context));
  journal.round(countPages(left));
  const sentBytes = yield* sendAll(context, left);
  yield* sleep(context, SWITCH_SECONDS);
  // The hypervisor's own figure ends when its last write returns: the network stack still holds these bytes.
  const drainSeconds = Math.min(channel.inFlightBytes, sentBytes) / channel.bytesPerSecond();
  const hypervisorDowntimeSeconds = context.now() - stoppedSeconds - drainSeconds;
  yield* sleep(context, channel.latencySeconds);
  guest.resume();
  return { hypervisorDowntimeSeconds };
}

/** Resumes at the destination at once; the pages and whatever is in the log follow while the guest runs. */
export function* resumeAndPush(context: EngineContext, pages: PageMap): Generator<number, Completion, void> {
  const { channel, gate, guest, journal } = context;
  gate.switchOver();
  const stoppedSeconds = context.now();
  guest.stop();
  const absent = union(pages, takeLog(context));
  journal.round(countPages(absent));
  yield* sleep(context, SWITCH_SECONDS + channel.latencySeconds);
  const hypervisorDowntimeSeconds = context.now() - stoppedSeconds;
  guest.resume();
  yield* pushPages(context, absent);
  guest.throttle(0);
  return { hypervisorDowntimeSeconds };
}
