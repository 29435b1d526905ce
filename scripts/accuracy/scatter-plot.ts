import type { Comparison } from './score.ts';

const SIZE = 420;
const MARGIN = 54;

interface Axis {
  readonly from: number;
  readonly to: number;
}

/** What is compared. */
export interface PlottedUnit {
  readonly name: string;
  /** Less is drawn as so much. */
  readonly least: number;
}

export const PAGES: PlottedUnit = { name: 'pages', least: 1 };
/** From a microsecond on. */
export const MILLISECONDS: PlottedUnit = { name: 'ms', least: 0.001 };

/** Decades that hold all values. */
const axisOf = (values: readonly number[], least: number): Axis => ({
  from: Math.floor(Math.log10(Math.max(Math.min(...values), least))),
  to: Math.ceil(Math.log10(Math.max(...values, 10 * least))),
});

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const figure = (value: number): string =>
  value.toLocaleString('en-US', { maximumSignificantDigits: 4, useGrouping: false });

/** Two decimals are finer than a screen. */
const at = (value: number): string => value.toFixed(2);

/**
 * What was measured (x) against what is estimated (y), the floor added, both logarithmic, with the range low…high of each estimate as a bar. The solid
 * diagonal is exact, the dashed ones a factor of 2, the dotted ones a factor of 4.
 */
export const scatterPlot = (
  title: string,
  comparisons: readonly Comparison[],
  unit: PlottedUnit = PAGES,
): string => {
  const answered = comparisons.flatMap(({ name, measured, estimate, floor }) =>
    estimate === null || measured <= 0 ? [] : [{ name, measured, estimate, floor }],
  );
  const axis = axisOf(
    answered.flatMap(({ measured, estimate, floor }) => [measured, estimate.likely + floor]),
    unit.least,
  );
  const place = (value: number): number => {
    const decade = Math.log10(Math.max(value, 10 ** axis.from));
    return ((Math.min(decade, axis.to) - axis.from) / (axis.to - axis.from)) * (SIZE - 2 * MARGIN);
  };
  const x = (value: number): string => at(MARGIN + place(value));
  const y = (value: number): string => at(SIZE - MARGIN - place(value));
  const origin = 10 ** axis.from;

  const decades = Array.from({ length: axis.to - axis.from + 1 }, (_, index) => 10 ** (axis.from + index));
  const grid = decades.map((value) => {
    const label = value.toLocaleString('en-US');
    return `<path d="M${x(value)} ${y(origin)}V${y(10 ** axis.to)}M${x(origin)} ${y(value)}H${x(10 ** axis.to)}" stroke="#ddd"/>
<text x="${x(value)}" y="${SIZE - MARGIN + 16}" text-anchor="middle">${label}</text>
<text x="${MARGIN - 6}" y="${Number(y(value)) + 4}" text-anchor="end">${label}</text>`;
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
  const points = answered.map(
    ({
      name,
      measured,
      estimate,
      floor,
    }) => `<g><title>${escapeXml(name)}: measured ${figure(measured)}, estimated ${figure(estimate.likely)}</title>
<path d="M${x(measured)} ${y(estimate.low + floor)}V${y(estimate.high + floor)}" stroke="#9bbbe0"/>
<circle cx="${x(measured)}" cy="${y(estimate.likely + floor)}" r="3.5" fill="#1f5fa8" fill-opacity="0.75"/></g>`,
  );
  const floor = comparisons[0]?.floor ?? 0;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE} ${SIZE}" font-family="sans-serif" font-size="11" fill="#333">
<rect width="${SIZE}" height="${SIZE}" fill="#fff"/>
<text x="${SIZE / 2}" y="24" text-anchor="middle" font-size="14">${escapeXml(title)}</text>
<g fill="none">${diagonals.join('\n')}</g>
<g>${grid.join('\n')}</g>
${points.join('\n')}
<text x="${SIZE / 2}" y="${SIZE - 12}" text-anchor="middle">measured ${unit.name}</text>
<text transform="translate(14 ${SIZE / 2}) rotate(-90)" text-anchor="middle">estimated ${unit.name}${floor > 0 ? ` + ${floor}` : ''}</text>
</svg>
`;
};
