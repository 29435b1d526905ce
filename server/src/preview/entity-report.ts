import type { Environment } from '@migration-tags/simulator';
import type { EntityProfile } from '../analysis/entity-profile.ts';
import type { EntityKind, SourceOutline } from '../source/outline.ts';
import type { Span } from '../source/span.ts';
import type { BoundTag, TagSheet } from '../tags/tag-sheet.ts';
import { type SteadyMigration, steadyMigration } from './steady-migration.ts';
import { type Verdict, verdictOf } from './verdict.ts';
import { explainVerdict } from './verdict-explanation.ts';

/** What a report speaks of: a code entity of the outline or a tagged region. */
export interface ReportSubject {
  readonly kind: EntityKind;
  readonly name: string;
  readonly span: Span;
  /** Its first line up to the body; a region's `begin` directive. */
  readonly head: Span;
}

/** An entity's profile and what it means for a migration in one environment. */
export interface EntityReport {
  readonly subject: ReportSubject;
  readonly profile: EntityProfile;
  readonly tag: BoundTag | null;
  readonly verdict: Verdict;
  /** How long a migration that starts at its entry needs, simulated; `null`: it does not complete, or not known. */
  readonly neededSeconds: number | null;
  /** One execution lasts that long; `null`: either is not known. */
  readonly longEnough: boolean | null;
  /** What the service feels when a migration is approved here and the entity lasts. */
  readonly downtimeMs: SteadyMigration['downtimeMs'];
  /** Which verdict, by how much, what would change it: a sentence each. */
  readonly explanation: readonly string[];
}

/** One entity or region judged in its environment. Pure; the simulation behind it is remembered by profile. */
export const reportOf = (
  subject: ReportSubject,
  profile: EntityProfile,
  tag: BoundTag | null,
  environment: Environment,
): EntityReport => {
  const steady = profile.writes && steadyMigration(profile.writes, environment);
  const verdict = verdictOf(profile, environment);
  const neededSeconds = steady?.neededSeconds ?? null;
  const lasts = profile.durationSeconds;
  return {
    subject,
    profile,
    tag,
    verdict,
    neededSeconds,
    longEnough: neededSeconds === null || lasts === null ? null : lasts.likely >= neededSeconds,
    downtimeMs: steady?.downtimeMs ?? null,
    explanation: explainVerdict(profile, verdict, steady, environment),
  };
};

const tagOnEntity = (sheet: TagSheet, entity: number): BoundTag | null =>
  sheet.tags.find(({ target }) => target.kind === 'entity' && target.entity === entity) ?? null;

/** One report an entity of the outline that has a profile, in the profiles' order. */
export const entityReports = (
  profiles: readonly EntityProfile[],
  outline: SourceOutline,
  sheet: TagSheet,
  environment: Environment,
): readonly EntityReport[] =>
  profiles.flatMap((profile) => {
    const entity = outline.entities[profile.entity];
    return entity ? [reportOf(entity, profile, tagOnEntity(sheet, entity.index), environment)] : [];
  });

/** One report a tagged region that has a profile; `profiles` as `Analyzer.regionProfiles` gives them. */
export const regionReports = (
  profiles: readonly (EntityProfile | undefined)[],
  sheet: TagSheet,
  environment: Environment,
): readonly EntityReport[] =>
  sheet.tags.flatMap((tag, index) => {
    const profile = profiles[index];
    if (tag.target.kind !== 'region' || profile === undefined) return [];
    const subject = {
      kind: 'region',
      name: tag.target.label ?? `${tag.type} region`,
      span: tag.target.span,
      head: tag.span,
    } as const;
    return [reportOf(subject, profile, tag, environment)];
  });
