import type { VirtualMachine } from '../model/environment.ts';
import { PAGE_BYTES } from '../model/page.ts';
import { CALIBRATION } from './calibration.ts';
import { type Extent, StillExtent, type WrittenExtent } from './extent.ts';

/** Runs into which the zero pages at the top are divided: enough to lie evenly. */
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

  const topData = Math.min(data, memory * CALIBRATION.topDataShare);
  const topZero = Math.min(zero, memory * CALIBRATION.topZeroShare);
  const scattered = Math.min(topData, topZero);
  const extents: Extent[] = [
    ...regions,
    new StillExtent(data - topData, 'data'),
    new StillExtent(zero - topZero, 'zero'),
    new StillExtent(topData - scattered, 'data'),
  ];
  for (let run = 0; run < TOP_RUNS; run++) {
    extents.push(new StillExtent(topZero / TOP_RUNS, 'zero'), new StillExtent(scattered / TOP_RUNS, 'data'));
  }
  return extents.filter((extent) => extent.pages > 0);
}
