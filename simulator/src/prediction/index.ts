export { predictFromAverageRate } from './average-rate.ts';
export {
  type BandwidthRange,
  type DelayLimits,
  leastBandwidth,
  leastBandwidthFor,
} from './bandwidth-provisioning.ts';
export { type DirtyHistory, predictFromHistory } from './history.ts';
export { type MigrationBounds, migrationBounds } from './migration-bounds.ts';
export type { Prediction, PredictionSetup } from './xen-replay.ts';
