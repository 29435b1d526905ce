import type { VirtualMachine } from '../model/environment.ts';
import { PAGE_BYTES } from '../model/page.ts';
import { type Extent, StillExtent, type WrittenExtent } from './extent.ts';

/**
 * Share of a guest's memory that a Linux kernel fills at the top of it: `struct page`, 64 bytes for each page of 4096,
 * and its other early allocations. The first pass ends there, so this much is left when a switch-over under a long
 * downtime limit begins. Fitted to the first-pass remainders of qemu-steady: 9.4 MB of 512 MiB.
 */
const TOP_DATA_SHARE = 0.0175;
/** Pages of zeros among them (same rows: remainders of about 12 MB that put 9.4 MB on the wire). */
const TOP_ZERO_SHARE = 0.0045;
/** The top's zero pages lie scattered; this many runs are enough to be even. */
const TOP_RUNS = 4;

/**
 * Address order of a guest's first pass: the kernel and the workload's memory (written regions first), the untouched
 * rest as zeros, and the kernel's structures at the top.
 */
export function layOut(vm: VirtualMachine, regions: readonly WrittenExtent[]): readonly Extent[] {
  const pages = (bytes: number): number => bytes / PAGE_BYTES;
  const memory = pages(vm.memoryBytes);
  const written = regions.reduce((sum, region) => sum + region.pages, 0);
  const data = Math.max(0, pages(vm.nonZeroBytes) - written);
  const zero = Math.max(0, memory - written - data);

  const topData = Math.min(data, memory * TOP_DATA_SHARE);
  const topZero = Math.min(zero, memory * TOP_ZERO_SHARE);
  const extents: Extent[] = [
    ...regions,
    new StillExtent(data - topData, 'data'),
    new StillExtent(zero - topZero, 'zero'),
  ];
  for (let run = 0; run < TOP_RUNS; run++) {
    extents.push(new StillExtent(topData / TOP_RUNS, 'data'), new StillExtent(topZero / TOP_RUNS, 'zero'));
  }
  return extents.filter((extent) => extent.pages > 0);
}
