import type { DowntimePoint } from './scores.ts';

const SIZE = 480;
const MARGIN = 56;
const DECADES = [10, 100, 1000] as const;
const LOW = 10;
const HIGH = 2000;

const at = (ms: number): number =>
  MARGIN + ((SIZE - 2 * MARGIN) * Math.log(Math.min(HIGH, Math.max(LOW, ms)) / LOW)) / Math.log(HIGH / LOW);
const x = (ms: number): string => at(ms).toFixed(1);
const y = (ms: number): string => (SIZE - at(ms)).toFixed(1);

/** Predicted against measured service downtime, logarithmic, with the p5-p95 bar of each prediction. */
export function downtimeScatter(points: readonly DowntimePoint[]): string {
  const grid = DECADES.map(
    (ms) => `<path d="M${x(ms)} ${y(LOW)}V${y(HIGH)}M${x(LOW)} ${y(ms)}H${x(HIGH)}" stroke="#8884"/>
<text x="${x(ms)}" y="${SIZE - MARGIN + 18}" text-anchor="middle">${ms}</text>
<text x="${MARGIN - 8}" y="${Number(y(ms)) + 4}" text-anchor="end">${ms}</text>`,
  ).join('\n');
  const marks = points
    .map(
      (
        point,
      ) => `<path d="M${x(point.measuredMs)} ${y(point.p5)}V${y(point.p95)}" stroke="${colour(point)}" opacity=".45"/>
<circle cx="${x(point.measuredMs)}" cy="${y(point.predictedMs)}" r="3" fill="${colour(point)}"><title>id ${point.id}</title></circle>`,
    )
    .join('\n');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE} ${SIZE}" font-family="sans-serif" font-size="12" fill="#666">
<title>Predicted against measured service downtime of ${points.length} QEMU migrations</title>
${grid}
<path d="M${x(LOW)} ${y(LOW)}L${x(HIGH)} ${y(HIGH)}" stroke="#888"/>
${marks}
<text x="${SIZE / 2}" y="${SIZE - 12}" text-anchor="middle">measured downtime, ms</text>
<text transform="translate(14 ${SIZE / 2}) rotate(-90)" text-anchor="middle">predicted downtime, ms (median, p5-p95)</text>
<circle cx="${MARGIN + 10}" cy="${MARGIN}" r="3" fill="#2a6fbb"/><text x="${MARGIN + 20}" y="${MARGIN + 4}">even id (fitted)</text>
<circle cx="${MARGIN + 10}" cy="${MARGIN + 18}" r="3" fill="#c2571a"/><text x="${MARGIN + 20}" y="${MARGIN + 22}">odd id (held out)</text>
</svg>
`;
}

const colour = (point: DowntimePoint): string => (point.id % 2 === 0 ? '#2a6fbb' : '#c2571a');
