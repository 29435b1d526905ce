import type { ScatterChart } from '@migration-tags/simulator';
import { escapeMarkup } from './escape-markup.ts';

const WIDTH = 640;
const HEIGHT = 420;
const MARGIN = { left: 64, right: 16, top: 16, bottom: 48 };
/** On a log scale smaller figures are drawn here. */
const LEAST = 1;
/** Okabe and Ito's palette, which people with any colour vision can tell apart. */
const COLOURS = [
  '#0072b2',
  '#d55e00',
  '#009e73',
  '#cc79a7',
  '#e69f00',
  '#56b4e9',
  '#000000',
  '#999999',
  '#f0e442',
];

/** A scatter plot as one SVG element. */
export function svgScatter(chart: ScatterChart): string {
  const points = chart.series.flatMap((series) => series.points);
  const x = axis(
    points.map(([value]) => value),
    chart.scale,
    MARGIN.left,
    WIDTH - MARGIN.right,
  );
  const y = axis(
    points.map(([, value]) => value),
    chart.scale,
    HEIGHT - MARGIN.bottom,
    MARGIN.top,
  );
  const grid = [
    ...x.ticks.map((tick) => line(x.at(tick), MARGIN.top, x.at(tick), HEIGHT - MARGIN.bottom, 'grid')),
    ...y.ticks.map((tick) => line(MARGIN.left, y.at(tick), WIDTH - MARGIN.right, y.at(tick), 'grid')),
    ...x.ticks.map((tick) => text(x.at(tick), HEIGHT - MARGIN.bottom + 16, 'middle', label(tick))),
    ...y.ticks.map((tick) => text(MARGIN.left - 6, y.at(tick) + 4, 'end', label(tick))),
    text((MARGIN.left + WIDTH - MARGIN.right) / 2, HEIGHT - 8, 'middle', chart.xLabel),
    `<text transform="translate(14 ${HEIGHT / 2}) rotate(-90)" text-anchor="middle">${escapeMarkup(chart.yLabel)}</text>`,
  ];
  const from = Math.max(x.least, y.least);
  const to = Math.min(x.most, y.most);
  const diagonal = chart.diagonal ? [line(x.at(from), y.at(from), x.at(to), y.at(to), 'diagonal')] : [];
  const dots = chart.series.map((series, index) => {
    const circles = series.points
      .map(([px, py]) => `<circle cx="${x.at(px).toFixed(1)}" cy="${y.at(py).toFixed(1)}" r="3"/>`)
      .join('');
    return `<g fill="${colour(index)}" fill-opacity="0.6"><title>${escapeMarkup(series.name)}</title>${circles}</g>`;
  });
  const legend = chart.series
    .map(
      (series, index) =>
        `<span><i style="background:${colour(index)}"></i>${escapeMarkup(series.name)}</span>`,
    )
    .join('');
  return `<figure><figcaption>${escapeMarkup(chart.title)}</figcaption>
<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escapeMarkup(chart.title)}">${[...grid, ...diagonal, ...dots].join('')}</svg>
<div class="legend">${legend}</div></figure>`;
}

interface Axis {
  readonly least: number;
  readonly most: number;
  readonly ticks: readonly number[];
  at(value: number): number;
}

function axis(values: readonly number[], scale: ScatterChart['scale'], start: number, end: number): Axis {
  const log = scale === 'log';
  const largest = values.reduce((most, value) => Math.max(most, value), LEAST);
  const least = log ? LEAST : 0;
  const most = log ? 10 ** Math.ceil(Math.log10(Math.max(largest, 10 * LEAST))) : largest;
  const position = (value: number): number =>
    log
      ? Math.log10(Math.max(value, least) / least) / Math.log10(most / least)
      : (value - least) / (most - least);
  const ticks = log
    ? Array.from({ length: Math.round(Math.log10(most / least)) + 1 }, (_, power) => least * 10 ** power)
    : Array.from({ length: 6 }, (_, step) => (most * step) / 5);
  return { least, most, ticks, at: (value) => start + (end - start) * position(value) };
}

const label = (value: number): string =>
  value >= 1000 ? `${value / 1000}k` : String(Number(value.toPrecision(2)));
const colour = (index: number): string => COLOURS[index % COLOURS.length] ?? '#000000';

const line = (x1: number, y1: number, x2: number, y2: number, kind: string): string =>
  `<line class="${kind}" x1="${x1.toFixed(1)}" y1="${y1.toFixed(1)}" x2="${x2.toFixed(1)}" y2="${y2.toFixed(1)}"/>`;

const text = (x: number, y: number, anchor: string, content: string): string =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}">${escapeMarkup(content)}</text>`;
