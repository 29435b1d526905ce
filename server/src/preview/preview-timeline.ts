import {
  type Environment,
  formatBandwidth,
  formatDuration,
  type Message,
  type Outcomes,
  type Scenario,
  type Strategy,
  say,
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
      readonly notes: readonly Message[];
    }
  | { readonly kind: 'unknown'; readonly questions: readonly OpenQuestion[] };

/** The scenario format's own defaults (`"runs": 200`), so that `simulate` on the exported scenario agrees. */
const RUNS = 200;
const SEED = 1;
const COMPARED: readonly Strategy[] = ['unguided', 'guided', 'oracle'];

const TIMEOUTS = {
  cancel: (limit: Message) => say`an attempt longer than ${limit} is cancelled`,
  force: (limit: Message) => say`an attempt longer than ${limit} is forced to stop and copy`,
  'post-copy': (limit: Message) => say`an attempt longer than ${limit} switches to post-copy`,
} as const;

/** Where the hypervisor finds the quiet phase alone, or pays for not finding it. */
const patienceNote = ({ unguided }: Outcomes, { migration }: Environment): readonly Message[] => {
  if (!unguided) return [];
  if (unguided.converged === 1) {
    return [
      say`Under this policy every migration completes by itself with tags off too: the hypervisor waits for a quiet phase, and tags save mostly traffic and slowdown.`,
    ];
  }
  const share = Math.round((1 - unguided.converged) * 100);
  return [
    migration.onTimeout === 'cancel'
      ? say`Under this policy ${share} % of the migrations fail or are forced with tags off.`
      : say`Under this policy ${share} % of the migrations are forced with tags off.`,
  ];
};

/** The policy behind the numbers: it decides what a tag is worth. */
const policyNotes = (environment: Environment): readonly Message[] => {
  const { migration, request, coordinator } = environment;
  const copy = say`${migration.algorithm} at ${formatBandwidth(copyBandwidth(environment))}, stopping for at most ${formatDuration(migration.downtimeLimitSeconds)}`;
  const throttled = migration.autoConverge ? say`${copy}, throttling the task until it converges` : copy;
  const attempt = TIMEOUTS[migration.onTimeout](formatDuration(migration.timeoutSeconds));
  const deadline =
    request.deadlineSeconds === null
      ? say`a request may wait for ever`
      : say`after ${formatDuration(request.deadlineSeconds)} a request no longer waits for tags`;
  return [say`Policy: ${throttled}; ${attempt}; ${deadline}; withdrawal by ${coordinator.withdrawal}.`];
};

const tagNotes = ({ workload: { tasks } }: Scenario): readonly Message[] =>
  tasks.some(({ phases }) => phases.some(({ tag }) => tag === 'approve'))
    ? []
    : [
        say`No tag approves long enough to count: with tags on, a request waits for its deadline or for the last tag to be left.`,
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
