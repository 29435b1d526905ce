import { type Estimate, exactly, PAGE_BYTES, say, type WriteRegion } from '@migration-tags/simulator';
import type { AssumedFacts } from '../../tags/tag-sheet.ts';
import { scale } from '../effects/quantity.ts';

/** A write set as far as it is known. */
export interface KnownWrites {
  readonly rangePages: Estimate | null;
  readonly ratePagesPerSecond: Estimate | null;
  readonly writes: readonly WriteRegion[] | null;
}

/** The reason for what is declared. */
export const DECLARED = say`Declared by \`@migrate assume\`.`;

export const declaresWrites = ({ rangeBytes, ratePagesPerSecond }: AssumedFacts): boolean =>
  rangeBytes !== undefined || ratePagesPerSecond !== undefined;

/** What the user declares of a write set wins over what is estimated; one region, swept, once both sides are known. */
export const declaredWrites = (estimated: KnownWrites, facts: AssumedFacts): KnownWrites => {
  if (!declaresWrites(facts)) return estimated;
  const { rangeBytes, ratePagesPerSecond: rate } = facts;
  const rangePages =
    rangeBytes === undefined ? estimated.rangePages : exactly(Math.ceil(rangeBytes / PAGE_BYTES));
  const ratePagesPerSecond = rate === undefined ? estimated.ratePagesPerSecond : exactly(rate);
  if (rangePages === null || ratePagesPerSecond === null)
    return { ...estimated, rangePages, ratePagesPerSecond };
  const region: WriteRegion = {
    rangeBytes: scale(rangePages, PAGE_BYTES),
    ratePagesPerSecond,
    pattern: 'sweep',
  };
  return { rangePages, ratePagesPerSecond, writes: [region] };
};
