import type { Engine } from './engine.ts';
import { allPages, countPages } from './page-map.ts';
import { resumeAndPush } from './switch-over.ts';

/** A held migration asks again after this long: QEMU's bandwidth window. */
const HELD_SECONDS = 0.1;

/** Hines and Gopalan 2009: stops at once, resumes at the destination, then every page crosses once. */
export const postCopy = (): Engine =>
  function* (context) {
    context.journal.round(countPages(allPages(context.memory)));
    while (context.gate.permission() === 'held') yield context.now() + HELD_SECONDS;
    return yield* resumeAndPush(context, allPages(context.memory));
  };
