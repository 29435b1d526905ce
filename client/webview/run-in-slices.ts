/** Longer than this, and a moved slider would be seen to lag. */
const SLICE_MILLISECONDS = 12;

const nextTask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/**
 * Does work in slices, so that the page stays responsive: the generator yields wherever it may be interrupted.
 * Gives up as soon as `isWanted` says so between two slices.
 */
export const runInSlices = async (work: Iterable<void>, isWanted: () => boolean): Promise<void> => {
  let sliceEnds = performance.now() + SLICE_MILLISECONDS;
  for (const _ of work) {
    if (performance.now() < sliceEnds) continue;
    await nextTask();
    if (!isWanted()) return;
    sliceEnds = performance.now() + SLICE_MILLISECONDS;
  }
};
