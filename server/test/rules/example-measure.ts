import { exactly } from '@migration-tags/simulator';
import type { FactUse } from '../../src/analysis/assumption-use.ts';
import { unknownProfile } from '../../src/analysis/profiles/entity-profiles.ts';
import type { FileMeasure, TagMeasure } from '../../src/rules/measure.ts';
import { FACT_NAMES } from '../../src/tags/vocabulary.ts';

/** The figures of a rule page's example: what is absent is unknown. */
export interface ExampleFigures {
  readonly tags?: readonly {
    readonly verdict?: TagMeasure['verdict'];
    readonly ratePagesPerSecond?: number;
    readonly rangeMiB?: number;
    readonly durationSeconds?: number;
    readonly downtimeSeconds?: { readonly p50: number; readonly p95: number };
    readonly neededSeconds?: number;
    readonly visitsPerSecond?: number;
    readonly hotMeanwhile?: readonly string[];
    readonly pays?: boolean;
  }[];
  /** By fact. */
  readonly assumptions?: readonly Readonly<Record<string, FactUse>>[];
  readonly quietWindows?: FileMeasure['quietWindows'];
  readonly arrivals?: FileMeasure['arrivals'];
}

const PAGES_PER_MIB = 256;
const known = (value: number | undefined) => (value === undefined ? null : exactly(value));

/** As docs/rules/README.md says: 1 Gbit/s, 300 ms, 10 ms. */
export const measureOf = ({
  tags = [],
  assumptions = [],
  quietWindows = [],
  arrivals = [],
}: ExampleFigures): FileMeasure => ({
  budgetBytes: 37.5e6,
  downtimeLimitSeconds: 0.3,
  reactionSeconds: 0.01,
  quietWindows,
  arrivals,
  assumptions: assumptions.map((uses) =>
    FACT_NAMES.flatMap((fact) => {
      const use = uses[fact];
      return use ? [{ fact, assumed: 1000, use }] : [];
    }),
  ),
  tags: tags.map((figures, index) => ({
    profile: {
      ...unknownProfile(index, []),
      durationSeconds: known(figures.durationSeconds),
      rangePages: known(figures.rangeMiB === undefined ? undefined : figures.rangeMiB * PAGES_PER_MIB),
      ratePagesPerSecond: known(figures.ratePagesPerSecond),
    },
    verdict: figures.verdict ?? 'unknown',
    downtimeSeconds: figures.downtimeSeconds ?? null,
    neededSeconds: figures.neededSeconds ?? null,
    visitsPerSecond: figures.visitsPerSecond ?? null,
    hotMeanwhile: figures.hotMeanwhile ?? [],
    pays: figures.pays ?? null,
  })),
});
