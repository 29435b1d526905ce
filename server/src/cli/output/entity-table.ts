import {
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

/** Digits below a microsecond would only pretend. */
const lastsText = (seconds: number): string =>
  seconds < 1e-6 ? '< 1 µs' : inEnglish(formatDuration(seconds));

const row = (entity: JsonEntity): readonly string[] => [
  `${entity.start.line + 1} ${entity.name}`,
  entity.rangePages ? inEnglish(formatBytes(entity.rangePages.likely * PAGE_BYTES)) : UNKNOWN,
  entity.ratePagesPerSecond
    ? inEnglish(formatPageRate(entity.ratePagesPerSecond.likely)).replace(' pages/s', '')
    : UNKNOWN,
  entity.durationMs ? lastsText(entity.durationMs.likely / 1000) : UNKNOWN,
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
  return files.flatMap((file, index) => {
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
      own.map(row),
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
};
