import { scale } from '../effects/quantity.ts';
import type { ContextNode } from '../execution/costs/context-tree.ts';
import { LastingCalls } from '../execution/costs/lasting-calls.ts';
import type { WriteSummary } from '../memory/write-summary.ts';
import { dominant } from './summarise.ts';

/**
 * `summary`, of the mean execution, turned into that of the one found at a random moment: calls weigh as much as they last. What is
 * written in place grows as the time does.
 */
export const lastingCall = (summary: WriteSummary, executions: readonly ContextNode[]): WriteSummary => {
  const lasting = new LastingCalls();
  for (const node of dominant(executions)) lasting.merge(node.lasting);
  const [time, young] = [lasting.excess('nanoseconds'), lasting.excess('youngBytes')];
  return {
    ...summary,
    inPlace: summary.inPlace.map((region) => ({
      ...region,
      bytesPerCall: scale(region.bytesPerCall, time),
      writesPerCall: scale(region.writesPerCall, time),
    })),
    youngBytesPerCall: scale(summary.youngBytesPerCall, young),
    retainedBytesPerCall: scale(summary.retainedBytesPerCall, young),
    largeBytesPerCall: scale(summary.largeBytesPerCall, lasting.excess('largeBytes')),
    externalBytesPerCall: scale(summary.externalBytesPerCall, lasting.excess('externalBytes')),
  };
};
