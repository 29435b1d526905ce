import type { EngineContext } from './engine.ts';
import type { Extent } from './extent.ts';
import { countPages, type PageMap } from './page-map.ts';
import { PAGE_WIRE_BYTES } from './qemu-sender.ts';
import { transmit } from './round-sender.ts';

/** The push is followed in so many steps; the first is shorter, as nothing is known of the guest's writing yet. */
const STEPS = 64;
const FIRST_STEP_SHARE = 1 / 512;
/** A step sends at least so many pages, so that the last ones do not take for ever. */
const LEAST_STEP_PAGES = 1;

interface AbsentPages {
  readonly extent: Extent;
  pages: number;
  loggedPages: number;
  /** First writes to a page, a second of the guest's own time, in the last step. */
  touchesPerSecond: number;
}

/**
 * Post-copy's push at count level: every absent page crosses once. A first write to an absent page stalls the guest
 * for a round trip, half the page on the wire before it, and its own; the pages around the written ones come first
 * ("bubbling", Hines and Gopalan 2009). Free (zero) pages never cross, as with dynamic self-ballooning there.
 */
export function* pushPages(context: EngineContext, absentPages: PageMap): Generator<number, void, void> {
  const { channel, guest, memory } = context;
  const absent: AbsentPages[] = [];
  memory.extents.forEach((extent, index) => {
    const pages = absentPages[index]?.count ?? 0;
    if (extent.contents === 'data' && pages > 0) {
      absent.push({ extent, pages, loggedPages: extent.logged(context.now()), touchesPerSecond: 0 });
    }
  });
  const allPages = countPages(absentPages.filter((_, index) => memory.extents[index]?.contents === 'data'));
  let stepPages = allPages * FIRST_STEP_SHARE;
  let left = allPages;

  while (left > 0) {
    const pagesPerSecond = channel.bytesPerSecond() / PAGE_WIRE_BYTES;
    const stallSeconds = 2 * channel.latencySeconds + 1.5 / pagesPerSecond;
    const faultsPerSecond = absent.reduce(
      (sum, region) => sum + faultRate(region, pagesPerSecond, stallSeconds),
      0,
    );
    // Of each second the guest runs for x, with F·x faults of s seconds: x + F·x·s = 1.
    const running = 1 / (1 + faultsPerSecond * stallSeconds);
    guest.throttle(1 - running);

    const pages = Math.min(left, Math.max(stepPages, LEAST_STEP_PAGES));
    const start = context.now();
    yield* transmit(context, pages * PAGE_WIRE_BYTES, () => channel.bytesPerSecond());
    const guestSeconds = (context.now() - start) * running;
    for (const region of absent) {
      const logged = region.extent.logged(context.now());
      region.touchesPerSecond = (logged - region.loggedPages) / guestSeconds;
      region.loggedPages = logged;
    }
    take(absent, pages);
    left -= pages;
    stepPages = allPages / STEPS;
  }
}

/** Faults a second of the guest's own time. */
function faultRate(
  { extent, pages, touchesPerSecond }: AbsentPages,
  pagesPerSecond: number,
  stallSeconds: number,
): number {
  const absentShare = pages / extent.pages;
  if (extent.pattern !== 'sweep') return touchesPerSecond * absentShare;
  // Half of what is pushed lies ahead of a sweep: a slow one never catches up, a fast one finds some pages there.
  const pushedAhead = pagesPerSecond / 2;
  const pagesPerFault = 1 + stallSeconds * pushedAhead;
  return (Math.max(0, touchesPerSecond - pushedAhead) * Math.min(1, absentShare * 2)) / pagesPerFault;
}

/** What was pushed comes from the regions being written first, then in address order. */
function take(absent: readonly AbsentPages[], count: number): void {
  let left = count;
  for (const written of [true, false]) {
    for (const region of absent) {
      if (region.touchesPerSecond > 0 !== written) continue;
      const taken = Math.min(region.pages, left);
      region.pages -= taken;
      left -= taken;
    }
  }
}
