import {
  type Environment,
  formatBandwidth,
  formatDuration,
  type Outcomes,
  type Scenario,
  type Strategy,
  simulate,
} from '@migration-tags/simulator';
import type { Timeline } from '../analysis/timeline.ts';
import { copyBandwidth } from './dirty-budget.ts';
import { type OpenQuestion, type PhasePlace, workloadOfTimeline } from './workload-of-timeline.ts';

export type TimelinePreview =
  | {
      readonly kind: 'known';
      readonly scenario: Scenario;
      readonly outcomes: Outcomes;
      readonly places: readonly PhasePlace[];
      /** How the workload was read and which policy decided, one sentence each. */
      readonly notes: readonly string[];
    }
  | { readonly kind: 'unknown'; readonly questions: readonly OpenQuestion[] };

/** The scenario format's own defaults (`"runs": 200`), so that `simulate` on the exported scenario agrees. */
const RUNS = 200;
const SEED = 1;
const COMPARED: readonly Strategy[] = ['unguided', 'guided', 'oracle'];

const timeoutConsequence = {
  cancel: 'is cancelled',
  force: 'is forced to stop and copy',
  'post-copy': 'switches to post-copy',
} as const;

/** The policy behind the numbers: it decides what a tag is worth. */
const policyNotes = (environment: Environment): readonly string[] => {
  const { migration, request, coordinator } = environment;
  const throttle = migration.autoConverge ? ', throttling the task until it converges' : '';
  const attempt = `an attempt longer than ${formatDuration(migration.timeoutSeconds)} ${timeoutConsequence[migration.onTimeout]}`;
  const deadline =
    request.deadlineSeconds === null
      ? 'a request may wait for ever'
      : `after ${formatDuration(request.deadlineSeconds)} a request no longer waits for tags`;
  const patient =
    migration.algorithm === 'qemu-precopy' && !migration.autoConverge
      ? [
          'This hypervisor waits for a quiet phase by itself until then, so tags save mostly traffic and slowdown.',
        ]
      : [];
  return [
    `Policy: ${migration.algorithm} at ${formatBandwidth(copyBandwidth(environment))}, stopping for at most ` +
      `${formatDuration(migration.downtimeLimitSeconds)}${throttle}; ${attempt}; ${deadline}; ` +
      `withdrawal by ${coordinator.withdrawal}.`,
    ...patient,
  ];
};

const tagNotes = ({ workload: { tasks } }: Scenario): readonly string[] => {
  const tags = new Set(tasks.flatMap(({ phases }) => phases.map(({ tag }) => tag)));
  if (tags.has('approve')) return [];
  return tags.has('withdraw')
    ? [
        'No tag ever approves: with tags on, a request waits for the last tag to be left, or for its deadline.',
      ]
    : ['No tag speaks on this timeline: tags on and off are the same.'];
};

/** The timeline's workload simulated with tags off, on, and with hindsight, requests as the environment says. */
export const previewTimeline = (
  timeline: Timeline,
  environment: Environment,
  { runs = RUNS, seed = SEED }: { readonly runs?: number; readonly seed?: number } = {},
): TimelinePreview => {
  const reading = workloadOfTimeline(timeline);
  if (reading.kind === 'unknown') return reading;
  const { workload, places, notes } = reading;
  const scenario: Scenario = { ...environment, seed, runs, workload, strategies: COMPARED };
  return {
    kind: 'known',
    scenario,
    outcomes: simulate(scenario),
    places,
    notes: [...notes, ...tagNotes(scenario), ...policyNotes(environment)],
  };
};
