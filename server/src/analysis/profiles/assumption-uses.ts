import type { AssumedFacts } from '../../tags/tag-sheet.ts';
import { FACT_NAMES, FACTS, type FactName } from '../../tags/vocabulary.ts';
import type { AssumedFactUse, FactUse } from '../assumption-use.ts';
import type { AssumptionLog } from '../execution/assumption-log.ts';
import type { ContextNode } from '../execution/context-tree.ts';
import type { ConstantWaits } from './declared-durations.ts';

/** What the run of a program shows of declared facts. */
export interface AssumptionEvidence {
  /** Executions of the code that the `assume` stands on. */
  readonly executions: readonly ContextNode[];
  readonly log: AssumptionLog;
  readonly constantWaits: ConstantWaits;
}

/** Differences that rounding explains are none. */
const SAME = 0.01;

/** One answer a fact of the `assume`, in the order of the vocabulary. */
export const assumptionUses = (
  facts: AssumedFacts,
  evidence: AssumptionEvidence,
): readonly AssumedFactUse[] =>
  FACT_NAMES.flatMap((fact) => {
    const assumed = facts[FACTS[fact].field];
    return assumed === undefined ? [] : [{ fact, assumed, use: useOf(fact, assumed, evidence) }];
  });

const useOf = (
  fact: FactName,
  assumed: number,
  { executions, log, constantWaits }: AssumptionEvidence,
): FactUse => {
  const sites = executions.map(({ site }) => site);
  if (sites.length === 0) return fact === 'trips' || fact === 'size' ? UNREACHED : USED;
  switch (fact) {
    case 'trips': {
      const trips = sites.map((site) => log.derivedTrips(site)).find((found) => found !== undefined);
      return trips === undefined ? POINTLESS : trips === null ? USED : comparison(assumed, trips);
    }
    case 'size':
      return sites.some((site) => log.usesSize(site)) ? USED : POINTLESS;
    case 'duration': {
      const wait = sites.map((site) => constantWaits.get(site)).find((seconds) => seconds !== undefined);
      return wait === undefined ? USED : comparison(assumed, wait);
    }
    case 'range':
    case 'rate':
      return USED;
  }
};

const comparison = (assumed: number, derived: number): FactUse =>
  Math.abs(assumed - derived) <= SAME * derived ? { kind: 'known' } : { kind: 'contradicted', derived };

const USED: FactUse = { kind: 'used' };
const UNREACHED: FactUse = { kind: 'unreached' };
const POINTLESS: FactUse = { kind: 'pointless' };
