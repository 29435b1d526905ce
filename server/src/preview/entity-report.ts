import {
  type Environment,
  type Estimate,
  inEnglish,
  type Message,
  say,
  type TagType,
  verbatim,
} from '@migration-tags/simulator';
import type { EntityProfile } from '../analysis/entity-profile.ts';
import { onceForEach } from '../memo/once-for-each.ts';
import type { EntityKind, SourceOutline } from '../source/outline.ts';
import type { Span } from '../source/span.ts';
import type { BoundTag, TagSheet } from '../tags/tag-sheet.ts';
import { type SteadyMigration, steadyMigration } from './steady-migration.ts';
import { type Verdict, verdictOf } from './verdict.ts';
import { explainVerdict } from './verdict-explanation.ts';

/** What a report speaks of: a code entity of the outline or a tagged region. */
export interface ReportSubject {
  readonly kind: EntityKind;
  /** As the source has it; English where a region has no label. */
  readonly name: string;
  readonly span: Span;
  /** Its first line up to the body; a region's `begin` directive. */
  readonly head: Span;
}

/** Of approved code that ends before a migration that starts when it is entered. */
export interface ShortWindow {
  readonly lastsSeconds: Estimate;
  /** From the tag's event to the end of such a migration. */
  readonly neededSeconds: number;
  /** Whether the simulated workload loses more without the tag than a tag costs. `null`: its timeline is not known. */
  readonly pays: boolean | null;
}

/** An entity's profile and what it means for a migration in one environment. */
export interface EntityReport {
  readonly subject: ReportSubject;
  readonly profile: EntityProfile;
  readonly tag: BoundTag | null;
  /** `null`: the code lasts long enough, is not approved, or it is not known. */
  readonly shortWindow: ShortWindow | null;
  readonly verdict: Verdict;
  /** How long a migration that starts at its entry needs, simulated; `null`: it does not complete, or not known. */
  readonly neededSeconds: number | null;
  /** One execution lasts that long; `null`: either is not known. */
  readonly longEnough: boolean | null;
  /** What the service feels when a migration is approved here and the entity lasts. */
  readonly downtimeMs: SteadyMigration['downtimeMs'];
  /** Which verdict, by how much, what would change it: a sentence each. */
  readonly explanation: readonly Message[];
}

/** What a profile means, wherever it stands. */
type Judgement = Pick<
  EntityReport,
  'verdict' | 'neededSeconds' | 'longEnough' | 'downtimeMs' | 'explanation'
>;

/** The last judgement of each profile, with the environment it holds in: an edit leaves most profiles as they are. */
const judgements = new WeakMap<
  EntityProfile,
  { readonly environment: string; readonly judgement: Judgement }
>();

/** Environments come as copies from other threads: they are told apart by what they say. */
const environmentText = onceForEach((environment: Environment) => JSON.stringify(environment));

const judgementOf = (profile: EntityProfile, environment: Environment): Judgement => {
  const text = environmentText(environment);
  const known = judgements.get(profile);
  if (known?.environment === text) return known.judgement;
  const steady = profile.writes && steadyMigration(profile.writes, environment);
  const verdict = verdictOf(profile, environment);
  const neededSeconds = steady?.neededSeconds ?? null;
  const lasts = profile.durationSeconds;
  const judgement: Judgement = {
    verdict,
    neededSeconds,
    longEnough: neededSeconds === null || lasts === null ? null : lasts.likely >= neededSeconds,
    downtimeMs: steady?.downtimeMs ?? null,
    explanation: explainVerdict(profile, verdict, steady, environment),
  };
  judgements.set(profile, { environment: text, judgement });
  return judgement;
};

/** One entity or region judged in its environment. Pure; what was found is remembered by profile. */
export const reportOf = (
  subject: ReportSubject,
  profile: EntityProfile,
  tag: BoundTag | null,
  environment: Environment,
): EntityReport => ({ subject, profile, tag, shortWindow: null, ...judgementOf(profile, environment) });

/** The window of a tag that buys nothing: it ends before any migration that it lets start, and the workload is not the better for it. */
export const unusableWindow = ({ shortWindow }: EntityReport): ShortWindow | null =>
  shortWindow?.pays === true ? null : shortWindow;

/** The first tag on each tagged entity. */
const tagsOnEntities = ({ tags }: TagSheet): ReadonlyMap<number, BoundTag> =>
  new Map(
    tags.toReversed().flatMap((tag) => (tag.target.kind === 'entity' ? [[tag.target.entity, tag]] : [])),
  );

/** One report an entity of the outline that has a profile, in the profiles' order. */
export const entityReports = (
  profiles: readonly EntityProfile[],
  outline: SourceOutline,
  sheet: TagSheet,
  environment: Environment,
): readonly EntityReport[] => {
  const tags = tagsOnEntities(sheet);
  return profiles.flatMap((profile) => {
    const entity = outline.entities[profile.entity];
    if (!entity) return [];
    const { kind, name, span, head } = entity;
    // Reports cross threads and move with every key: of the entity they keep what is shown.
    return [reportOf({ kind, name, span, head }, profile, tags.get(entity.index) ?? null, environment)];
  });
};

const NAMELESS: Readonly<Record<TagType, Message>> = {
  approve: say`approve region`,
  withdraw: say`withdraw region`,
};

/** To show: what the subject is called. */
export const shownName = ({ subject, tag }: EntityReport): Message =>
  tag?.target.kind === 'region' && tag.target.label === null ? NAMELESS[tag.type] : verbatim(subject.name);

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
      name: tag.target.label ?? inEnglish(NAMELESS[tag.type]),
      span: tag.target.span,
      head: tag.span,
    } as const;
    return [reportOf(subject, profile, tag, environment)];
  });
