import type { Placement } from './tag-placement.ts';

export interface SearchResult {
  readonly placement: Placement;
  readonly cost: number;
  /** `exact`: every placement was weighed; `beam`: the best ones were followed. */
  readonly method: 'exact' | 'beam';
}

/** 64 placements: a second or two of simulation. */
export const MOST_EXACT_CANDIDATES = 6;
/** Placements followed side by side; pairs of tags that pay only together survive one level beside the leaders. */
const BEAM_WIDTH = 3;
/** More tags than this on one timeline nobody keeps up to date. */
const MOST_TAGS = 8;
/** Two: a `withdraw` may pay only once an `approve` stands beside it. */
const LEVELS_WITHOUT_GAIN = 2;

const countTags = (placement: Placement): number => placement.filter((placed) => placed).length;

/** Cheaper first; of equal cost, fewer tags. */
const byCost =
  (costOf: (placement: Placement) => number) =>
  (a: Placement, b: Placement): number =>
    costOf(a) - costOf(b) || countTags(a) - countTags(b);

const every = (length: number): readonly Placement[] =>
  Array.from({ length }).reduce<readonly Placement[]>(
    (shorter) =>
      shorter.flatMap((placement) => [
        [...placement, false],
        [...placement, true],
      ]),
    [[]],
  );

const neighbours = (placement: Placement): readonly Placement[] =>
  placement.map((_, index) => placement.map((placed, at) => (at === index ? !placed : placed)));

const beam = (start: Placement, costOf: (placement: Placement) => number): Placement => {
  const compare = byCost(costOf);
  let best = start;
  let front: readonly Placement[] = [start];
  for (let barren = 0; barren < LEVELS_WITHOUT_GAIN; ) {
    const next = new Map(
      front
        .flatMap(neighbours)
        .filter((placement) => countTags(placement) <= MOST_TAGS)
        .map((placement) => [placement.join(), placement]),
    );
    front = [...next.values()].sort(compare).slice(0, BEAM_WIDTH);
    const leader = front[0];
    if (leader && compare(leader, best) < 0) {
      best = leader;
      barren = 0;
    } else barren++;
  }
  return best;
};

/**
 * The placement of least cost among `length` places: every one for few places, beyond that a beam search from the
 * empty placement whose result no change of one tag improves. `costOf` should remember what it computed.
 */
export const searchPlacements = (length: number, costOf: (placement: Placement) => number): SearchResult => {
  const nothing: Placement = Array.from({ length }, () => false);
  const exact = length <= MOST_EXACT_CANDIDATES;
  const placement = exact
    ? every(length).reduce((best, other) => (byCost(costOf)(other, best) < 0 ? other : best), nothing)
    : beam(nothing, costOf);
  return { placement, cost: costOf(placement), method: exact ? 'exact' : 'beam' };
};
