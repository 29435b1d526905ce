import type { Comparison } from './score.ts';
import { PROFILER_FLOOR_PAGES } from './score.ts';

const SIZE = 420;
const MARGIN = 54;

interface Axis {
  readonly from: number;
  readonly to: number;
}

/** Decades that hold all values. */
const axisOf = (values: readonly number[]): Axis => ({
  from: Math.floor(Math.log10(Math.max(Math.min(...values), 1))),
  to: Math.ceil(Math.log10(Math.max(...values, 10))),
});

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Two decimals are finer than a screen. */
const at = (value: number): string => value.toFixed(2);

/**
 * Measured pages (x) against estimated pages (y), both logarithmic, with the range low…high of each estimate as a bar. The solid
 * diagonal is exact, the dashed ones a factor of 2, the dotted ones a factor of 4.
 */
export const scatterPlot = (title: string, comparisons: readonly Comparison[]): string => {
  const answered = comparisons.flatMap(({ name, measured, estimate }) =>
    estimate === null || measured <= 0 ? [] : [{ name, measured, estimate }],
  );
  const axis = axisOf(
    answered.flatMap(({ measured, estimate }) => [measured, estimate.likely + PROFILER_FLOOR_PAGES]),
  );
  const place = (pages: number): number => {
    const decade = Math.log10(Math.max(pages, 10 ** axis.from));
    return ((Math.min(decade, axis.to) - axis.from) / (axis.to - axis.from)) * (SIZE - 2 * MARGIN);
  };
  const x = (pages: number): string => at(MARGIN + place(pages));
  const y = (pages: number): string => at(SIZE - MARGIN - place(pages));

  const decades = Array.from({ length: axis.to - axis.from + 1 }, (_, index) => 10 ** (axis.from + index));
  const grid = decades.map((pages) => {
    const label = pages.toLocaleString('en-US');
    return `<path d="M${x(pages)} ${y(0)}V${y(10 ** axis.to)}M${x(0)} ${y(pages)}H${x(10 ** axis.to)}" stroke="#ddd"/>
<text x="${x(pages)}" y="${SIZE - MARGIN + 16}" text-anchor="middle">${label}</text>
<text x="${MARGIN - 6}" y="${Number(y(pages)) + 4}" text-anchor="end">${label}</text>`;
  });
  const [first, last] = [10 ** axis.from, 10 ** axis.to];
  const diagonals = [
    { factor: 1, dash: '' },
    { factor: 2, dash: '6 4' },
    { factor: 0.5, dash: '6 4' },
    { factor: 4, dash: '2 4' },
    { factor: 0.25, dash: '2 4' },
  ].map(({ factor, dash }) => {
    const start = Math.max(first, first / factor);
    const end = Math.min(last, last / factor);
    return `<path d="M${x(start)} ${y(start * factor)}L${x(end)} ${y(end * factor)}" stroke="#888" stroke-dasharray="${dash}"/>`;
  });
  const points = answered.map(({ name, measured, estimate }) => {
    const floor = PROFILER_FLOOR_PAGES;
    return `<g><title>${escapeXml(name)}: measured ${measured}, estimated ${Math.round(estimate.likely)}</title>
<path d="M${x(measured)} ${y(estimate.low + floor)}V${y(estimate.high + floor)}" stroke="#9bbbe0"/>
<circle cx="${x(measured)}" cy="${y(estimate.likely + floor)}" r="3.5" fill="#1f5fa8" fill-opacity="0.75"/></g>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE} ${SIZE}" font-family="sans-serif" font-size="11" fill="#333">
<rect width="${SIZE}" height="${SIZE}" fill="#fff"/>
<text x="${SIZE / 2}" y="24" text-anchor="middle" font-size="14">${escapeXml(title)}</text>
<g fill="none">${diagonals.join('\n')}</g>
<g>${grid.join('\n')}</g>
${points.join('\n')}
<text x="${SIZE / 2}" y="${SIZE - 12}" text-anchor="middle">measured pages</text>
<text transform="translate(14 ${SIZE / 2}) rotate(-90)" text-anchor="middle">estimated pages + ${PROFILER_FLOOR_PAGES}</text>
</svg>
`;
};
