import {
  type Estimate,
  formatBytes,
  formatDuration,
  formatPageRate,
  inEnglish,
  PAGE_BYTES,
} from '@migration-tags/simulator';
import type { JsonEntity } from '../../preview/preview-document.ts';
import type { Palette } from './palette.ts';
import { textTable } from './text-table.ts';

const UNKNOWN = '?';

const verdictStyle = {
  'low-range': 'green',
  'low-frequency': 'green',
  hot: 'red',
  unknown: 'yellow',
} as const;

const ROUGH = '~';

/** Of what is marked as rough, the high is more than this many times the low. */
const ROUGH_FACTOR = 10;

/** What a process writes that does nothing, in 100 ms: less cannot be told apart (server/test/data, micro entities). */
const LEAST_PAGES = 15;
const LEAST_PAGES_PER_SECOND = LEAST_PAGES * 10;

/** Digits below a microsecond would only pretend. */
const LEAST_SECONDS = 1e-6;

/** `least`: below it an interval is not rough, however small its low. */
const figure = (estimate: Estimate | null, least: number, show: (value: number) => string): string => {
  if (estimate === null) return UNKNOWN;
  const isRough = estimate.high > ROUGH_FACTOR * Math.max(estimate.low, least);
  return `${isRough ? ROUGH : ''}${show(estimate.likely)}`;
};

const rangeText = (pages: number): string => inEnglish(formatBytes(pages * PAGE_BYTES));
const rateText = (pagesPerSecond: number): string =>
  inEnglish(formatPageRate(pagesPerSecond)).replace(' pages/s', '');
const lastsText = (milliseconds: number): string =>
  milliseconds < LEAST_SECONDS * 1000 ? '< 1 µs' : inEnglish(formatDuration(milliseconds / 1000));

const row = (entity: JsonEntity): readonly string[] => [
  `${entity.start.line + 1} ${entity.name}`,
  figure(entity.rangePages, LEAST_PAGES, rangeText),
  figure(entity.ratePagesPerSecond, LEAST_PAGES_PER_SECOND, rateText),
  figure(entity.durationMs, LEAST_SECONDS * 1000, lastsText),
  entity.verdict,
  entity.neededMs === null ? '–' : inEnglish(formatDuration(entity.neededMs / 1000)),
  entity.tag?.type ?? '',
];

/** Entities by file: range and rate in steady state, one execution's duration, verdict, time a migration needs, tag. */
export const entityTable = (
  entities: readonly JsonEntity[],
  width: number,
  paint: Palette,
): readonly string[] => {
  const files = [...new Set(entities.map(({ file }) => file))];
  const rows = new Map(entities.map((entity) => [entity, row(entity)]));
  const isRough = [...rows.values()].some((cells) => cells.slice(1).some((cell) => cell.startsWith(ROUGH)));
  const tables = files.flatMap((file, index) => {
    const own = entities.filter((entity) => entity.file === file);
    const [head, ...lines] = textTable(
      [
        { title: 'Line Entity', align: 'left', elastic: true },
        { title: 'Range', align: 'right' },
        { title: 'Pages/s', align: 'right' },
        { title: 'Lasts', align: 'right' },
        { title: 'Verdict', align: 'left' },
        { title: 'Needs', align: 'right' },
        { title: 'Tag', align: 'left' },
      ],
      own.map((entity) => rows.get(entity) ?? []),
      width,
    );
    const painted = lines.map((line, at) => {
      const verdict = own[at]?.verdict ?? 'unknown';
      // The last occurrence: an entity may be called `hot`.
      const start = line.lastIndexOf(verdict);
      return (
        line.slice(0, start) + paint(verdictStyle[verdict], verdict) + line.slice(start + verdict.length)
      );
    });
    return [...(index > 0 ? [''] : []), paint('bold', file), paint('dim', head ?? ''), ...painted];
  });
  const legend = `${ROUGH} known to no better than a factor of ${ROUGH_FACTOR}; --json has low, likely and high.`;
  return isRough ? [...tables, paint('dim', legend)] : tables;
};
