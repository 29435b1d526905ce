import { formatDuration, say } from '@migration-tags/simulator';
import type { SourceOutline } from '../source/outline.ts';
import type { BoundTag } from '../tags/tag-sheet.ts';
import type { Fix } from './finding.ts';
import { wordRemovalFix } from './fixes.ts';

type Contract = NonNullable<BoundTag['downtimeContract']>;

/** The contract that the simulation keeps in nineteen runs of twenty, rounded up; or none. */
export const contractFixes = (
  outline: SourceOutline,
  { span }: Contract,
  p95Seconds: number,
): readonly Fix[] => {
  const kept = `downtime<=${roundedUp(p95Seconds)}ms`;
  return [
    {
      title: say`Promise \`${kept}\` (p95 is ${formatDuration(p95Seconds)})`,
      preferred: false,
      edits: [{ span, newText: kept }],
    },
    wordRemovalFix(outline, span),
  ];
};

/** Milliseconds, to two digits that leave some room. */
const roundedUp = (seconds: number): number => {
  const milliseconds = seconds * 1000;
  const step = 10 ** Math.max(0, Math.floor(Math.log10(milliseconds)) - 1);
  return Math.max(1, Math.ceil(milliseconds / step) * step);
};
