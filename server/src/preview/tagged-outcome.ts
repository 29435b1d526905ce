import { type Environment, type Outcome, simulate, type Workload } from '@migration-tags/simulator';
import { migrationCost, TAG_COST_SECONDS } from './objective.ts';

/** While comparing: the same requests for every choice of tags, so few runs tell which is better. */
const COMPARING_RUNS = 32;
const SEED = 1;

const noTags = ({ tasks }: Workload): boolean =>
  tasks.every(({ phases }) => phases.every(({ tag }) => tag === null));

/** Every request waits for its deadline or for the task's end. That may be cheap, but it is no guidance. */
export const onlyBars = (workload: Workload): boolean =>
  !noTags(workload) && workload.tasks.every(({ phases }) => phases.every(({ tag }) => tag !== 'approve'));

/** The outcome of a workload as it is tagged: without any tag nothing guides it. */
export const outcomeOf = (workload: Workload, environment: Environment, runs: number): Outcome => {
  const strategy = noTags(workload) ? 'unguided' : 'guided';
  const outcome = simulate({ ...environment, seed: SEED, runs, workload, strategies: [strategy] })[strategy];
  if (outcome === undefined) throw new Error(`The simulator left out the strategy ${strategy}.`);
  return outcome;
};

/** Expected cost of one migration, in seconds, to be compared with that of other tags on the same workload. */
export const comparableCost = (workload: Workload, environment: Environment): number =>
  onlyBars(workload)
    ? Number.POSITIVE_INFINITY
    : migrationCost(outcomeOf(workload, environment, COMPARING_RUNS), environment).total;

/** Whether the tag on some phases, by task and phase, saves what it costs to have it in the source. */
export const tagPays = (
  workload: Workload,
  tagged: readonly { readonly task: number; readonly phase: number }[],
  environment: Environment,
): boolean => {
  const without = {
    tasks: workload.tasks.map((own, task) => ({
      ...own,
      phases: own.phases.map((one, phase) =>
        tagged.some((place) => place.task === task && place.phase === phase) ? { ...one, tag: null } : one,
      ),
    })),
  };
  return comparableCost(workload, environment) + TAG_COST_SECONDS <= comparableCost(without, environment);
};
