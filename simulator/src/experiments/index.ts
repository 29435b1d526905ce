import { algorithms } from './algorithms.ts';
import { claim } from './claim.ts';
import type { Experiment, ExperimentOptions } from './experiment.ts';
import { limits } from './limits.ts';
import { validation } from './validation/validation.ts';

export type {
  Experiment,
  ExperimentOptions,
  ExperimentReport,
  ReportTable,
  Scalar,
  ScatterChart,
  TrialRow,
} from './experiment.ts';
export * from './validation/measured-migrations.ts';
export * from './validation/scores.ts';

interface ExperimentKind {
  readonly describe: string;
  /** Cases, or repetitions, when nothing is said. */
  readonly size: number;
  create(options: ExperimentOptions): Experiment;
}

export const EXPERIMENTS = {
  claim: { describe: 'downtime and task time, tags off and on, over random tasks', size: 300, create: claim },
  algorithms: { describe: 'every algorithm on the same workloads', size: 20, create: algorithms },
  limits: {
    describe: 'downtime limit against bandwidth, with what never converges',
    size: 5,
    create: limits,
  },
  validation: {
    describe: 'the simulator against measured migrations; size: runs of each',
    size: 200,
    create: validation,
  },
} as const satisfies { readonly [name: string]: ExperimentKind };

export type ExperimentName = keyof typeof EXPERIMENTS;

export const EXPERIMENT_NAMES: readonly ExperimentName[] = ['claim', 'algorithms', 'limits', 'validation'];

export const createExperiment = (name: ExperimentName, options: ExperimentOptions): Experiment =>
  EXPERIMENTS[name].create(options);
