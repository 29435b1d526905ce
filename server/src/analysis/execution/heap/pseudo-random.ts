import type { Machine } from '../run/machine.ts';

/** Spreads positions nobody knows evenly: the golden-ratio sequence. */
export const pseudoRandom = (machine: Machine, size: number): number =>
  Math.floor(((machine.effects * 0.6180339887498949) % 1) * Math.max(size, 1));
