import {
  formatBytes,
  formatDuration,
  formatPageRate,
  type Message,
  PAGE_BYTES,
  say,
} from '@migration-tags/simulator';
import type { JsonEntity, JsonPosition } from '../../../server/src/preview/preview-document.ts';
import { VERDICT_WORDS } from '../../../server/src/preview/verdict-words.ts';
import { nameOf } from '../../../server/src/source/file-path.ts';
import { type EstimateText, estimateText, milliseconds, UNKNOWN } from './wording.ts';

export interface EntityRow {
  readonly name: string;
  readonly kind: Message;
  readonly file: string;
  readonly start: JsonPosition;
  /** `main.mjs:12`, lines from 1. */
  readonly location: string;
  readonly verdict: JsonEntity['verdict'];
  readonly verdictText: Message;
  readonly tag: string | null;
  readonly duration: EstimateText;
  readonly range: EstimateText;
  readonly frequency: EstimateText;
  readonly downtime: Message;
  readonly provenance: Message;
  readonly reasons: readonly string[];
  readonly questions: readonly string[];
}

export const location = (file: string, start: JsonPosition): string => `${nameOf(file)}:${start.line + 1}`;

const KINDS: Readonly<Record<JsonEntity['kind'], Message>> = {
  function: say`function`,
  method: say`method`,
  constructor: say`constructor`,
  accessor: say`accessor`,
  arrow: say`arrow function`,
  loop: say`loop`,
  block: say`block`,
  await: say`await`,
  region: say`region`,
};

const provenance = ({ source, confidence }: JsonEntity): Message => {
  switch (source) {
    case 'estimate':
      return say`estimate, confidence ${Number(confidence.toFixed(1))}`;
    case 'measured':
      return say`measured`;
    case 'declared':
      return say`declared`;
  }
};

const downtime = ({ downtimeMs, verdict, tag }: JsonEntity): Message => {
  if (tag?.tooShortToUse === true) return say`too short to use`;
  if (downtimeMs !== null) return milliseconds(downtimeMs.p50);
  return verdict === 'hot' ? say`does not end` : UNKNOWN;
};

const row = (entity: JsonEntity): EntityRow => ({
  name: entity.name,
  kind: KINDS[entity.kind],
  file: entity.file,
  start: entity.start,
  location: location(entity.file, entity.start),
  verdict: entity.verdict,
  verdictText: VERDICT_WORDS[entity.verdict],
  tag: entity.tag?.type ?? null,
  duration: estimateText(entity.durationMs, (value) => formatDuration(value / 1000)),
  range: estimateText(entity.rangePages, (pages) => formatBytes(pages * PAGE_BYTES)),
  frequency: estimateText(entity.ratePagesPerSecond, formatPageRate),
  downtime: downtime(entity),
  provenance: provenance(entity),
  reasons: entity.why,
  questions: entity.questions,
});

/** Tagged entities first, then those that last longest: where a tag could stand. Unknown durations last. */
export const entityRows = (entities: readonly JsonEntity[]): readonly EntityRow[] =>
  [...entities]
    .sort(
      (a, b) =>
        Number(b.tag !== null) - Number(a.tag !== null) ||
        (b.durationMs?.likely ?? -1) - (a.durationMs?.likely ?? -1),
    )
    .map(row);
