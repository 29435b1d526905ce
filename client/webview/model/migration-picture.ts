import { formatDuration, listed, type Message, say, type TagType } from '@migration-tags/simulator';

/** One simulated migration as it is drawn: columns over time, stretches behind them, marks on them. */
export interface MigrationPicture {
  /** What is worth seeing: from shortly before the request, or the copy after a long wait, to shortly after the end. */
  readonly window: { readonly from: number; readonly to: number };
  /** Since the task's start; ascending. */
  readonly seconds: readonly number[];
  /** Bytes still to send; `null` while no copy is under way. */
  readonly remainingBytes: readonly (number | null)[];
  /** Distinct bytes written since the current round began; `null` while no copy is under way. */
  readonly dirtiedBytes: readonly (number | null)[];
  /** Bytes per second on the wire. */
  readonly sendingBytesPerSecond: readonly (number | null)[];
  readonly bands: readonly PhaseBand[];
  readonly marks: readonly Mark[];
  /** When the service was stopped; `null`: the migration did not complete. */
  readonly stopped: { readonly from: number; readonly to: number } | null;
}

/** A visit of a phase. */
export interface PhaseBand {
  readonly from: number;
  readonly to: number;
  readonly name: string;
  readonly tag: TagType | null;
  /** Of the phase's row; see `phaseKey`. */
  readonly key: string;
}

/** A decision of the coordinator, or what came of it. */
export interface Mark {
  readonly seconds: number;
  readonly text: Message;
}

/** A few words for a screen reader and for the caption under the chart. */
export const describePicture = (picture: MigrationPicture): Message => {
  const said = picture.marks.map(({ seconds, text }) => say`${Number(seconds.toFixed(2))} s ${text}`);
  if (said.length === 0) return say`No migration was asked for.`;
  const end =
    picture.stopped === null
      ? say`The migration did not complete.`
      : say`The service stood still for ${formatDuration(picture.stopped.to - picture.stopped.from)}.`;
  return say`${listed(said)}. ${end}`;
};

/** The phase that runs at a time; of several tasks, the first. */
export const bandAt = (picture: MigrationPicture, seconds: number): PhaseBand | null =>
  picture.bands.find(({ from, to }) => from <= seconds && seconds < to) ?? null;

/** Ticks of an axis of bytes: halves and doubles read better there than tenths. */
export const byteTicks = (most: number, count: number): readonly number[] => {
  const step = 2 ** Math.ceil(Math.log2(Math.max(1, most) / count));
  return Array.from({ length: Math.floor(most / step) + 1 }, (_, i) => i * step);
};
