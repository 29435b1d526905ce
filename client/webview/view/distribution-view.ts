import { formatDuration, listed, type Message, say } from '@migration-tags/simulator';
import type { Compared } from '../model/cards.ts';
import {
  type DistributionRow,
  type DowntimeDistribution,
  positionOnAxis,
} from '../model/downtime-distribution.ts';
import { milliseconds } from '../model/wording.ts';
import { svg } from './dom.ts';

const WIDTH = 520;
const LEFT = 16;
const RIGHT = 16;
const ROW_HEIGHT = 58;
/** Dots are spread over so much height, each run always at the same place: the golden ratio fills it evenly. */
const SPREAD = 16;
const GOLDEN = 0.618034;
const TOP = 22;
const AXIS_HEIGHT = 26;

/** A bar from p5 to p95 a strategy, its runs as dots, a stroke at the median, a ring at the mean, on a logarithmic axis. */
export const distributionView = (
  distribution: DowntimeDistribution,
  stale: readonly Compared[],
): SVGSVGElement => {
  const { rows, axis, limitMs } = distribution;
  const bottom = TOP + rows.length * ROW_HEIGHT;
  const x = (ms: number): number => LEFT + (WIDTH - LEFT - RIGHT) * positionOnAxis(axis, ms);
  const spoken = listed(rows.map((row) => say`${row.title}: ${spread(row)}`));
  return svg(
    'svg',
    {
      class: 'distribution',
      viewBox: `0 0 ${WIDTH} ${bottom + AXIS_HEIGHT}`,
      role: 'img',
      'aria-label': spoken,
    },
    ...axis.ticks.map((tick) =>
      svg(
        'g',
        { class: 'tick' },
        svg('line', { x1: x(tick), x2: x(tick), y1: TOP, y2: bottom }),
        svg(
          'text',
          { x: x(tick), y: bottom + 17, 'text-anchor': anchorAt(x(tick)) },
          formatDuration(tick / 1000),
        ),
      ),
    ),
    svg(
      'g',
      { class: 'limit' },
      svg('line', { x1: x(limitMs), x2: x(limitMs), y1: TOP - 4, y2: bottom }),
      svg(
        'text',
        { x: x(limitMs), y: TOP - 9, 'text-anchor': anchorAt(x(limitMs)) },
        say`limit ${milliseconds(limitMs)}`,
      ),
    ),
    ...rows.map((row, index) => rowView(row, stale.includes(row.strategy), TOP + index * ROW_HEIGHT, x)),
  );
};

const anchorAt = (x: number): string => (x < 60 ? 'start' : x > WIDTH - 60 ? 'end' : 'middle');

const spread = ({ downtimeMs }: DistributionRow): Message =>
  downtimeMs === null
    ? say`no run completes`
    : say`${milliseconds(downtimeMs.p5)} \u2013 ${milliseconds(downtimeMs.p95)}, median ${milliseconds(downtimeMs.p50)}`;

const rowView = (
  row: DistributionRow,
  isStale: boolean,
  top: number,
  x: (ms: number) => number,
): SVGGElement => {
  const middle = top + 34;
  const label = svg(
    'text',
    { class: 'row-title', x: LEFT, y: top + 15 },
    row.title,
    ' ',
    svg('tspan', {}, spread(row)),
  );
  if (row.downtimeMs === null)
    return svg('g', { class: isStale ? `${row.strategy} stale` : row.strategy }, label);
  const { p5, p50, p95, mean } = row.downtimeMs;
  return svg(
    'g',
    { class: isStale ? `${row.strategy} stale` : row.strategy },
    label,
    svg('rect', { x: x(p5), y: middle - 10, width: Math.max(2, x(p95) - x(p5)), height: 20, rx: 4 }),
    ...row.runs.map(({ downtimeMs, forced }, index) =>
      svg('circle', {
        class: forced ? 'run forced' : 'run',
        cx: x(downtimeMs),
        cy: middle - SPREAD / 2 + SPREAD * ((index * GOLDEN) % 1),
        r: 2,
      }),
    ),
    svg('line', { class: 'median', x1: x(p50), x2: x(p50), y1: middle - 12, y2: middle + 12 }),
    svg('circle', { class: 'mean', cx: x(mean), cy: middle, r: 3.5 }),
  );
};
