import { counted, type Message, say } from '@migration-tags/simulator';
import { lineOf } from '../execution/code-facts/naming.ts';
import type { StartedThreads } from '../execution/host/worker-threads.ts';
import type { Timeline, TimelineStep } from '../timeline.ts';

/** A machine has few cores: threads beyond are told as so many. */
const MOST_THREADS = 8;

/** Where the files that threads run are found, and what they do. */
export interface ThreadFiles {
  readonly resolve: (specifier: string, fromFile: string) => string | undefined;
  readonly timeline: (file: string) => Timeline;
  /** Identifiers and property names in the file. */
  readonly mentions: (file: string) => ReadonlySet<string>;
}

/**
 * A program's timeline with a task for each worker thread that it starts, side by side from the start. What cannot be told
 * of a thread is said in a note.
 */
export const withThreads = (
  program: Timeline,
  threads: readonly StartedThreads[],
  files: ThreadFiles,
): Timeline => {
  const tasks = [...program.tasks];
  const notes = [...program.notes];
  const visits = [...program.visits];
  for (const { site, specifier, started } of threads) {
    const file = specifier === null ? undefined : files.resolve(asPath(specifier), site.file);
    const name = specifier ?? site.label;
    if (file === undefined || file === program.entryFile) {
      notes.push(
        say`The worker thread \`${name}\` (line ${lineOf(site)}) is left out: which file it runs is not known.`,
      );
      continue;
    }
    const { tasks: own, visits: ownVisits } = files.timeline(file);
    if (awaitsMessage(files.mentions(file)) || !own.every(isKnown)) {
      notes.push(
        say`The worker thread \`${name}\` (line ${lineOf(site)}) is left out: how long it waits for messages is not known.`,
      );
      continue;
    }
    const count = Math.max(1, Math.round(started.likely));
    for (let thread = 0; thread < Math.min(count, MOST_THREADS); thread++) tasks.push(...own);
    visits.push(...ownVisits);
    notes.push(
      say`${threadsText(count)} of \`${name}\` taken to run side by side with the program, from its start.`,
    );
  }
  return { ...program, tasks, notes, visits };
};

const threadsText = (count: number): Message =>
  count > MOST_THREADS
    ? say`${count} worker threads, told as ${MOST_THREADS},`
    : counted(count, say`One worker thread`, say`${count} worker threads`);

/** It waits for one message: when that comes is its sender's affair. Listeners for all of them are events of its own. */
const awaitsMessage = (mentions: ReadonlySet<string>): boolean =>
  mentions.has('parentPort') && ['once', 'onmessage'].some((name) => mentions.has(name));

/** `worker.js` is taken to be beside the file that names it, as `./worker.js`. */
const asPath = (specifier: string): string => (/^[./]/.test(specifier) ? specifier : `./${specifier}`);

const isKnown = (steps: readonly TimelineStep[]): boolean =>
  steps.every((step) =>
    step.kind === 'phase'
      ? step.phase.durationSeconds !== null && step.phase.writes !== null
      : isKnown(step.steps),
  );
