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

/** Where the hypervisor finds the quiet phase alone, or pays for not finding it. */
const patienceNote = ({ unguided }: Outcomes, { migration }: Environment): readonly string[] => {
  if (!unguided) return [];
  if (unguided.converged === 1) {
    return [
      'Under this policy every migration completes by itself with tags off too: the hypervisor waits for a quiet ' +
        'phase, and tags save mostly traffic and slowdown.',
    ];
  }
  const share = Math.round((1 - unguided.converged) * 100);
  const how = migration.onTimeout === 'cancel' ? 'fail or are forced' : 'are forced';
  return [`Under this policy ${share} % of the migrations ${how} with tags off.`];
};

/** The policy behind the numbers: it decides what a tag is worth. */
const policyNotes = (environment: Environment): readonly string[] => {
  const { migration, request, coordinator } = environment;
  const throttle = migration.autoConverge ? ', throttling the task until it converges' : '';
  const attempt = `an attempt longer than ${formatDuration(migration.timeoutSeconds)} ${timeoutConsequence[migration.onTimeout]}`;
  const deadline =
    request.deadlineSeconds === null
      ? 'a request may wait for ever'
      : `after ${formatDuration(request.deadlineSeconds)} a request no longer waits for tags`;
  return [
    `Policy: ${migration.algorithm} at ${formatBandwidth(copyBandwidth(environment))}, stopping for at most ` +
      `${formatDuration(migration.downtimeLimitSeconds)}${throttle}; ${attempt}; ${deadline}; ` +
      `withdrawal by ${coordinator.withdrawal}.`,
  ];
};

const tagNotes = ({ workload: { tasks } }: Scenario): readonly string[] =>
  tasks.some(({ phases }) => phases.some(({ tag }) => tag === 'approve'))
    ? []
    : [
        'No tag approves long enough to count: with tags on, a request waits for its deadline or for the last tag to be left.',
      ];

/** The timeline's workload simulated with tags off, on, and with hindsight, requests as the environment says. */
export const previewTimeline = (
  timeline: Timeline,
  environment: Environment,
  { runs = RUNS, seed = SEED }: { readonly runs?: number; readonly seed?: number } = {},
): TimelinePreview => {
  const reading = workloadOfTimeline(timeline, environment.vm);
  if (reading.kind === 'unknown') return reading;
  const { workload, places, notes } = reading;
  const scenario: Scenario = { ...environment, seed, runs, workload, strategies: COMPARED };
  const outcomes = simulate(scenario);
  return {
    kind: 'known',
    scenario,
    outcomes,
    places,
    notes: [
      ...notes,
      ...tagNotes(scenario),
      ...policyNotes(environment),
      ...patienceNote(outcomes, environment),
    ],
  };
};
