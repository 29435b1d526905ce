import { openSync, readFileSync } from 'node:fs';
import { takeDescriptor, trackRange, WrittenPageScan } from './kernel.ts';
import { writableMappings } from './mappings.ts';

const PAGE_BYTES = 4096;

/**
 * Counts the pages that another process writes, from outside: the process itself spends nothing but one minor fault on the first write to a page
 * between two counts.
 */
export class WrittenPages {
  readonly #maps: string;
  readonly #tracking: number;
  readonly #scan: WrittenPageScan;

  /** `tracking`: what `offerTracking` returned inside that process. */
  constructor(processId: number, tracking: number) {
    this.#maps = `/proc/${processId}/maps`;
    this.#tracking = takeDescriptor(processId, tracking);
    this.#scan = new WrittenPageScan(openSync(`/proc/${processId}/pagemap`, 'r'));
  }

  /** Distinct pages of 4 KiB written since the previous call, of memory that is still mapped. New mappings are tracked from here on. */
  count(): number {
    for (const { start, end } of writableMappings(readFileSync(this.#maps, 'latin1'))) {
      trackRange(this.#tracking, start, end);
    }
    return this.#scan.next() / PAGE_BYTES;
  }
}
