import { type Estimate, type Message, mapEstimate } from '@migration-tags/simulator';
import type { BoundTag } from '../tags/tag-sheet.ts';
import { type EntityReport, shownName, unusableWindow } from './entity-report.ts';
import type { JsonEntity, JsonPosition, JsonTag } from './preview-document.ts';

const scaled = (estimate: Estimate | null, factor: number): Estimate | null =>
  estimate && mapEstimate(estimate, (value) => value * factor);

const tagJson = ({ type, label, because, downtimeContract }: BoundTag, tooShortToUse: boolean): JsonTag => ({
  type,
  label,
  because: because?.reason ?? null,
  downtimeContractMs: downtimeContract && downtimeContract.seconds * 1000,
  tooShortToUse,
});

/** A report in the form of `analyze --json`. */
export const entityJson = (
  report: EntityReport,
  file: string,
  positionAt: (offset: number) => JsonPosition,
): JsonEntity<Message> => {
  const { subject, profile, tag, verdict, neededSeconds, longEnough, downtimeMs, explanation } = report;
  return {
    file,
    name: shownName(report),
    kind: subject.kind,
    start: positionAt(subject.span.start),
    end: positionAt(subject.span.end),
    durationMs: scaled(profile.durationSeconds, 1000),
    pagesPerCall: profile.pagesPerCall,
    rangePages: profile.rangePages,
    ratePagesPerSecond: profile.ratePagesPerSecond,
    pagesIn: profile.pagesIn,
    allocationMBPerSecond: scaled(profile.allocationBytesPerSecond, 1e-6),
    verdict,
    neededMs: neededSeconds === null ? null : neededSeconds * 1000,
    longEnough,
    downtimeMs,
    confidence: profile.confidence,
    source: profile.provenance,
    why: [...explanation, ...profile.why],
    questions: profile.questions,
    tag: tag && tagJson(tag, unusableWindow(report) !== null),
  };
};
