import { MessageSet, messageKey } from '@migration-tags/simulator';
import { add, largest, quantity, scale, sum } from '../effects/quantity.ts';
import type { InPlaceRegion, WriteSummary } from '../memory/write-summary.ts';

/** What one call does, and how often it is called. */
export interface RepeatedCall {
  readonly summary: WriteSummary;
  readonly perSecond: number;
}

/** Seconds of one second for which the calls compute; more than 1: they cannot all be served. */
export const busyShare = (calls: readonly RepeatedCall[]): number =>
  calls.reduce((total, { summary, perSecond }) => total + perSecond * computingSeconds(summary), 0);

export const computingSeconds = ({ durationSeconds, waitSeconds }: WriteSummary): number =>
  Math.max(0, durationSeconds.likely - waitSeconds.likely);

/**
 * Short calls of several kinds that the event loop takes turns with, as one mean call that lasts until the next: the waits between
 * them are part of it. Calls that would need more than all of the time follow each other without a pause.
 */
export const meanCall = (calls: readonly RepeatedCall[]): WriteSummary => {
  const perSecond = calls.reduce((rate, call) => rate + call.perSecond, 0);
  const shares = calls.map(({ summary, perSecond: own }) => ({ summary, share: own / perSecond }));
  const total = (of: (summary: WriteSummary) => WriteSummary['waitSeconds']): WriteSummary['waitSeconds'] =>
    sum(shares.map(({ summary, share }) => scale(of(summary), share)));
  const most = (of: (summary: WriteSummary) => number): number =>
    Math.max(...calls.map(({ summary }) => of(summary)));
  const busy = busyShare(calls);
  const seconds = Math.max(1, busy) / perSecond;
  const untils = calls
    .filter(({ summary }) => summary.retainedBytesPerCall.high > 0)
    .map(({ summary }) => summary.retainedUntilBytes);
  const blocks = calls.flatMap(({ summary }) => summary.externalBlockBytes ?? []);
  return {
    durationSeconds: quantity(seconds),
    waitSeconds: quantity(Math.max(0, 1 - busy) / perSecond),
    inPlace: sharedRegions(shares),
    youngBytesPerCall: total(({ youngBytesPerCall }) => youngBytesPerCall),
    survivingBytesPerCall: total(({ survivingBytesPerCall }) => survivingBytesPerCall),
    liveYoungBytes: sum(calls.map(({ summary }) => summary.liveYoungBytes)),
    liveLargeBytes: sum(calls.map(({ summary }) => summary.liveLargeBytes)),
    lastingLargeBytesPerCall: total(({ lastingLargeBytesPerCall }) => lastingLargeBytesPerCall),
    retainedBytesPerCall: total(({ retainedBytesPerCall }) => retainedBytesPerCall),
    retainedUntilBytes: untils.some((until) => until === null)
      ? null
      : sum(untils.flatMap((until) => until ?? [])),
    growsUnseen: [...new MessageSet(calls.flatMap(({ summary }) => summary.growsUnseen))],
    largeBytesPerCall: total(({ largeBytesPerCall }) => largeBytesPerCall),
    externalBytesPerCall: total(({ externalBytesPerCall }) => externalBytesPerCall),
    externalBlockBytes: blocks.length === 0 ? null : blocks.reduce(largest),
    levels: most(({ levels }) => levels),
    confidence: Math.min(...calls.map(({ summary }) => summary.confidence)),
  };
};

/** Regions that several of the calls write are one region. */
const sharedRegions = (
  shares: readonly { readonly summary: WriteSummary; readonly share: number }[],
): readonly InPlaceRegion[] => {
  const regions = new Map<string, InPlaceRegion>();
  for (const { summary, share } of shares)
    for (const region of summary.inPlace) {
      const key = `${messageKey(region.place)} ${region.pattern} ${region.storage} ${region.boxedDoubles}`;
      const known = regions.get(key);
      const bytesPerCall = scale(region.bytesPerCall, share);
      const writesPerCall = scale(region.writesPerCall, share);
      regions.set(key, {
        ...region,
        rangeBytes: known ? largest(known.rangeBytes, region.rangeBytes) : region.rangeBytes,
        bytesPerCall: known ? add(known.bytesPerCall, bytesPerCall) : bytesPerCall,
        writesPerCall: known ? add(known.writesPerCall, writesPerCall) : writesPerCall,
      });
    }
  return [...regions.values()];
};
