import {
  type Environment,
  type Estimate,
  formatBytes,
  formatDuration,
  listed,
  type Message,
  say,
  type Translate,
  type WriteRegion,
} from '@migration-tags/simulator';
import { budgetBytes, copyBandwidth, dirtyIn } from './dirty-budget.ts';
import type { Verdict } from './verdict.ts';

/** One entity's dirty curve against what the link sends in the same time: to look at, and to read. */
export interface DirtyCurvePicture {
  /** A standalone SVG document that is legible on light and on dark backgrounds. */
  readonly svg: string;
  /** The same in a sentence. */
  readonly text: Message;
}

/** Of migrations: shorter is below what a hypervisor can stop a machine for, longer than most timeouts. */
const FROM_SECONDS = 0.001;
const TO_SECONDS = 10;
const POINTS = 49;
/** A page: the least that can be dirty. */
const LEAST_BYTES = 4096;

const WIDTH = 390;
const HEIGHT = 104;
const PLOT = { left: 62, right: 328, top: 6, bottom: 84 };

/** At least 3:1 against white and against the dark themes' #1f1f1f: one picture serves every theme. */
const GREY = '#808080';
const LINK = '#8a63d2';
const COLOURS: Readonly<Record<Verdict, string>> = {
  'low-range': '#2e9a63',
  'low-frequency': '#2e9a63',
  hot: '#d1691a',
  unknown: GREY,
};

export const dirtyCurvePicture = (
  writes: readonly WriteRegion[],
  verdict: Verdict,
  environment: Environment,
  translate: Translate,
): DirtyCurvePicture => ({
  svg: drawCurve(writes, verdict, environment, translate),
  text: describeCurve(writes, environment),
});

const describeCurve = (writes: readonly WriteRegion[], environment: Environment): Message => {
  const { downtimeLimitSeconds: limit } = environment.migration;
  const told = [0.1, 1, 10].map(
    (seconds) => say`${formatBytes(dirtyIn(writes, seconds).likely)} in ${formatDuration(seconds)}`,
  );
  const written = formatBytes(dirtyIn(writes, limit).likely);
  const sent = formatBytes(budgetBytes(environment));
  return say`Writes ${written} in the downtime limit of ${formatDuration(limit)}, in which the link sends ${sent}; ${listed(told)}.`;
};

const drawCurve = (
  writes: readonly WriteRegion[],
  verdict: Verdict,
  environment: Environment,
  translate: Translate,
): string => {
  const label = (x: number, y: number, text: Message, anchor: string, colour: string): string =>
    `<text x="${fixed(x)}" y="${fixed(y)}" text-anchor="${anchor}" fill="${colour}">${escaped(translate(text))}</text>`;

  const seconds = Array.from(
    { length: POINTS },
    (_, index) => FROM_SECONDS * (TO_SECONDS / FROM_SECONDS) ** (index / (POINTS - 1)),
  );
  const dirty = seconds.map((second) => dirtyIn(writes, second));
  const budget = budgetBytes(environment);
  const limit = environment.migration.downtimeLimitSeconds;
  const most = 2 * Math.max(budget, 16 * LEAST_BYTES, ...dirty.map(({ likely }) => likely));

  const x = (second: number): number =>
    between(PLOT.left, PLOT.right, share(second, FROM_SECONDS, TO_SECONDS));
  const y = (bytes: number): number => between(PLOT.bottom, PLOT.top, share(bytes, LEAST_BYTES, most));
  const curve = (point: keyof Estimate): readonly string[] =>
    dirty.map((estimate, index) => `${fixed(x(seconds[index] ?? 0))} ${fixed(y(estimate[point]))}`);
  const bandwidth = copyBandwidth(environment);
  const linkEnds = [FROM_SECONDS, Math.min(TO_SECONDS, most / bandwidth)].map(
    (second) => `${fixed(x(second))} ${fixed(y(bandwidth * second))}`,
  );
  const colour = COLOURS[verdict];
  const [limitX, budgetY] = [x(limit), y(budget)];
  const last = dirty.at(-1)?.likely ?? 0;

  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="10">`,
    `<rect x="${PLOT.left}" y="${fixed(budgetY)}" width="${fixed(limitX - PLOT.left)}" height="${fixed(PLOT.bottom - budgetY)}" fill="${LINK}" fill-opacity="0.16"/>`,
    `<path d="M${PLOT.left} ${PLOT.top}V${PLOT.bottom}H${PLOT.right}" fill="none" stroke="${GREY}"/>`,
    `<polygon points="${[...curve('high'), ...curve('low').toReversed()].join(' ')}" fill="${colour}" fill-opacity="0.22"/>`,
    `<polyline points="${linkEnds.join(' ')}" fill="none" stroke="${LINK}" stroke-width="1.5" stroke-dasharray="3 3"/>`,
    `<polyline points="${curve('likely').join(' ')}" fill="none" stroke="${colour}" stroke-width="2"/>`,
    label(PLOT.right + 5, y(last) + 3, formatBytes(last), 'start', colour),
    label(limitX - 5, PLOT.bottom - 6, say`budget`, 'end', LINK),
    label(PLOT.left - 5, budgetY + 3, formatBytes(budget), 'end', LINK),
    label(limitX, PLOT.bottom + 13, formatDuration(limit), 'middle', LINK),
    ...[FROM_SECONDS, TO_SECONDS]
      .filter((second) => Math.abs(x(second) - limitX) > LABEL_WIDTH)
      .map((second) =>
        label(
          x(second),
          PLOT.bottom + 13,
          formatDuration(second),
          second === TO_SECONDS ? 'end' : 'start',
          GREY,
        ),
      ),
    `</svg>`,
  ].join('');
};

/** Room that a label under the time axis takes, half of it on either side. */
const LABEL_WIDTH = 48;

/** Where on a logarithmic axis a value lies, 0 to 1; beyond its ends, the end. */
const share = (value: number, least: number, most: number): number =>
  Math.min(1, Math.max(0, Math.log(Math.max(value, least) / least) / Math.log(most / least)));

const between = (from: number, to: number, part: number): number => from + (to - from) * part;

const fixed = (value: number): string => value.toFixed(1);

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
