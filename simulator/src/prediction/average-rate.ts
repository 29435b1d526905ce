import { type Prediction, type PredictionSetup, replayXen } from './xen-replay.ts';

/** AVG of Akoush et al. 2010: one average rate of dirtying for the whole run. Reconstruction. */
export const predictFromAverageRate = (setup: PredictionSetup, dirtyPagesPerSecond: number): Prediction =>
  replayXen(setup, (from, to) => dirtyPagesPerSecond * (to - from));
