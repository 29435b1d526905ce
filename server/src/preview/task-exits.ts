import type { Phase } from '@migration-tags/simulator';

/**
 * A function that events call is a task that begins with the call and exits at its end. Where its code is tagged, the wait for the
 * next call is a time at which the last tagged task has exited, so that a pending request may start (the coordinator's rule).
 */
export const withExits = (phases: readonly Phase[], isIdle: (phase: number) => boolean): readonly Phase[] => {
  if (phases.every(({ tag }) => tag === null)) return phases;
  return phases.map((phase, index) => (isIdle(index) ? { ...phase, tag: 'approve' } : phase));
};
