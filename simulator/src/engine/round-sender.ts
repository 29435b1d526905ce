import type { EngineContext } from './engine.ts';
import { countPages, noPages, type PageMap } from './page-map.ts';
import type { PageShares } from './page-shares.ts';
import { PAGE_WIRE_BYTES, ZERO_WIRE_BYTES } from './qemu-sender.ts';

/**
 * Looks at the dirty log so many times while a written extent is sent, to leave out pages written again. More looks
 * follow the page-by-page loop closer; at 16 its counts differ by less than its own randomness.
 */
const LOOKS = 16;
/** Fewer expected pages than this are rounding. */
const LEAST_PAGES = 1e-6;

/** Bytes a second while the guest runs at the source. */
export const liveBytesPerSecond = ({ channel, settings }: EngineContext): number =>
  Math.min(channel.bytesPerSecond(), settings.bandwidthCapBytesPerSecond ?? Number.POSITIVE_INFINITY);

/** Told to switch over now, one way or the other. */
export function isPressed({ gate }: EngineContext): boolean {
  const permission = gate.permission();
  return permission === 'forced' || permission === 'post-copy';
}

/** Sleeps to the end of the wait whatever wakes it before; `until` may end it early. */
export function* sleep(
  context: EngineContext,
  seconds: number,
  until: () => boolean = () => false,
): Generator<number, void, void> {
  const end = context.now() + seconds;
  while (context.now() < end && !until()) yield end;
}

/** Puts bytes on the wire at a rate that may change meanwhile; `until` may end it early. The bytes sent. */
export function* transmit(
  context: EngineContext,
  bytes: number,
  bytesPerSecond: () => number,
  until: () => boolean = () => false,
): Generator<number, number, void> {
  let left = bytes;
  while (left > 0 && !until()) {
    const rate = bytesPerSecond();
    const start = context.now();
    const end = start + left / rate;
    yield end;
    const now = context.now();
    const sent = now >= end ? left : Math.min(left, rate * (now - start));
    context.journal.sent(sent);
    left -= sent;
  }
  return bytes - left;
}

export const wireBytes = (contents: 'data' | 'zero'): number =>
  contents === 'zero' ? ZERO_WIRE_BYTES : PAGE_WIRE_BYTES;

export interface RoundSent {
  readonly pages: number;
  /** What the round did not come to because it was told to switch over. */
  readonly unsent: PageMap;
}

/**
 * One round: the pages in address order, but those written again meanwhile are left out (they are in the log, and
 * would be sent in vain).
 */
export function* sendQuietPages(
  context: EngineContext,
  pages: PageMap,
  bytesPerSecond: () => number = () => liveBytesPerSecond(context),
): Generator<number, RoundSent, void> {
  let sentPages = 0;
  const unsent: PageShares[] = [];
  for (const [index, extent] of context.memory.extents.entries()) {
    const toSend = pages[index];
    if (toSend === undefined) continue;
    const looks = extent.pattern === 'none' ? 1 : LOOKS;
    let address = 0;
    for (let look = 0; look < looks && !isPressed(context); look += 1) {
      const end = (extent.pages * (look + 1)) / looks;
      const quiet = toSend.minus(extent.log(context.now())).countBetween(address, end);
      if (quiet > LEAST_PAGES) {
        const bytes = quiet * wireBytes(extent.contents);
        const sent = yield* transmit(context, bytes, bytesPerSecond, () => isPressed(context));
        sentPages += quiet * (sent / bytes);
        if (sent < bytes) {
          address += (end - address) * (sent / bytes);
          break;
        }
      }
      address = end;
    }
    unsent.push(toSend.from(address));
  }
  return { pages: sentPages, unsent: unsent.length > 0 ? unsent : noPages(context.memory) };
}

/** The pages at link speed, the guest stopped; their bytes. */
export function* sendAll(context: EngineContext, pages: PageMap): Generator<number, number, void> {
  const data = countPages(pages.filter((_, index) => context.memory.extents[index]?.contents === 'data'));
  const zero = countPages(pages) - data;
  const bytes = data * PAGE_WIRE_BYTES + zero * ZERO_WIRE_BYTES;
  return yield* transmit(context, bytes, () => context.channel.bytesPerSecond());
}
