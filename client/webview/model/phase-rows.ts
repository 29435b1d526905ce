import {
  dirtyBytes,
  type Estimate,
  formatBytes,
  formatDuration,
  isRecord,
  type Message,
  type Phase,
  type Scenario,
  type TagType,
} from '@migration-tags/simulator';
import type { JsonPhasePlace, PreviewDocument } from '../../../server/src/preview/preview-document.ts';
import { type EstimateText, estimateText } from './wording.ts';

/** Tags tried in the page, by the key of the phases they stand on. */
export type TriedTags = Readonly<Record<string, TagType | 'none'>>;

/** One stretch of code of the workload; it may be visited as several phases of the scenario. */
export interface PhaseRow {
  readonly key: string;
  readonly name: string;
  readonly place: JsonPhasePlace | null;
  /** As the source has it. */
  readonly writtenTag: TagType | null;
  /** As the page shows it. */
  readonly tag: TagType | null;
  readonly duration: EstimateText;
  readonly range: EstimateText;
  /** Distinct bytes dirtied in the first second. */
  readonly inOneSecond: Message;
}

const placeOf = (document: PreviewDocument, task: number, phase: number): JsonPhasePlace | null =>
  document.places.find((place) => place.task === task && place.phase === phase) ?? null;

/** Phases of one place share a key: a tag in the source speaks for all of them. */
export const phaseKey = (document: PreviewDocument, task: number, phase: number): string => {
  const place = placeOf(document, task, phase);
  return place === null
    ? `${task}/${phase}`
    : `${place.file}:${place.start.line}:${place.start.character}-${place.end.line}:${place.end.character}`;
};

const triedOr = (tried: TriedTags[string] | undefined, written: TagType | null): TagType | null =>
  tried === undefined ? written : tried === 'none' ? null : tried;

const totalRange = (phase: Phase): Estimate => {
  const at = (point: keyof Estimate): number =>
    phase.writes.reduce((sum, { rangeBytes }) => sum + rangeBytes[point], 0);
  return { low: at('low'), likely: at('likely'), high: at('high') };
};

/** The phases of the scenario, in order, each place once. */
export const phaseRows = (
  document: PreviewDocument,
  scenario: Scenario,
  tried: TriedTags,
): readonly PhaseRow[] => {
  const rows = new Map<string, PhaseRow>();
  scenario.workload.tasks.forEach(({ phases }, task) => {
    phases.forEach((phase, index) => {
      const key = phaseKey(document, task, index);
      if (rows.has(key)) return;
      rows.set(key, {
        key,
        name: phase.name,
        place: placeOf(document, task, index),
        writtenTag: phase.tag,
        tag: triedOr(tried[key], phase.tag),
        duration: estimateText(phase.durationSeconds, formatDuration),
        range: estimateText(totalRange(phase), formatBytes),
        inOneSecond: formatBytes(dirtyBytes(phase.writes, 1)),
      });
    });
  });
  return [...rows.values()];
};

/** The scenario with the tags that are being tried. */
export const withTriedTags = (document: PreviewDocument, scenario: Scenario, tried: TriedTags): Scenario => ({
  ...scenario,
  workload: {
    tasks: scenario.workload.tasks.map((task, taskIndex) => ({
      ...task,
      phases: task.phases.map((phase, index) => ({
        ...phase,
        tag: triedOr(tried[phaseKey(document, taskIndex, index)], phase.tag),
      })),
    })),
  },
});

/** Trying what the source says already is trying nothing. */
export const tryTag = (tried: TriedTags, row: PhaseRow, tag: TagType | null): TriedTags => {
  const { [row.key]: _, ...others } = tried;
  return tag === row.writtenTag ? others : { ...others, [row.key]: tag ?? 'none' };
};

/** The tries that differ from what the source says: one that was written since is a try no more. */
export const stillTried = (rows: readonly PhaseRow[]): TriedTags =>
  rows.reduce<TriedTags>((tried, row) => tryTag(tried, row, row.tag), {});

export const readTriedTags = (kept: unknown): TriedTags =>
  Object.fromEntries(
    Object.entries(isRecord(kept) ? kept : {}).flatMap(([key, tag]) =>
      tag === 'approve' || tag === 'withdraw' || tag === 'none' ? [[key, tag] as const] : [],
    ),
  );
