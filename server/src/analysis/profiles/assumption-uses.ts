import type { AssumedFacts } from '../../tags/tag-sheet.ts';
import { FACT_NAMES, FACTS, type FactName } from '../../tags/vocabulary.ts';
import type { AssumedFactUse, FactUse } from '../assumption-use.ts';
import type { ContextNode } from '../execution/costs/context-tree.ts';
import type { AssumptionLog } from '../execution/run/assumption-log.ts';
import type { ConstantWaits } from './declared-durations.ts';

/** What the run of a program shows of declared facts. */
export interface AssumptionEvidence {
  readonly isFunction: boolean;
  /** Executions of the code that the `assume` stands on. */
  readonly executions: readonly ContextNode[];
  readonly log: AssumptionLog;
  readonly constantWaits: ConstantWaits;
  /** Of the file. */
  readonly text: string;
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
  { isFunction, executions, log, constantWaits, text }: AssumptionEvidence,
): FactUse => {
  const sites = executions.map(({ site }) => site);
  if (sites.length === 0) return NEEDS_RUNNING.includes(fact) ? UNREACHED : USED;
  switch (fact) {
    case 'trips': {
      const derived = sites.map((site) => log.derivedTrips(site)).find((found) => found !== undefined);
      if (derived === undefined) return POINTLESS;
      const isConstant = derived && (derived.bound === null || namesNumber(text, derived.bound));
      return isConstant ? comparison(assumed, derived.trips) : USED;
    }
    case 'size':
      return sites.some((site) => log.usesSize(site)) ? USED : POINTLESS;
    case 'duration': {
      const [site] = sites.filter((one) => constantWaits.has(one));
      const wait = site && constantWaits.get(site);
      const code = site ? text.slice(site.span.start, site.span.end) : '';
      return wait !== undefined && mentionsMilliseconds(code, wait) ? comparison(assumed, wait) : USED;
    }
    case 'calls':
      return isFunction ? USED : POINTLESS;
    case 'range':
    case 'rate':
      return USED;
  }
};

/** `const N = 100`: what runs may have chosen a value where the source leaves several open. */
const namesNumber = (text: string, name: string): boolean =>
  new RegExp(`\\bconst\\s+${name.replaceAll('$', '\\$')}\\s*(?::[^=]+)?=\\s*\\d[\\d_.e]*\\s*[;,\\r\\n]`).test(
    text,
  );

/** Timers count in milliseconds. */
const mentionsMilliseconds = (code: string, seconds: number): boolean =>
  [...code.matchAll(/\b\d[\d_.]*(?:e\d+)?\b/g)].some(
    ([number]) => Math.abs(Number(number.replaceAll('_', '')) - seconds * 1000) < SAME * seconds * 1000,
  );

const comparison = (assumed: number, derived: number): FactUse =>
  Math.abs(assumed - derived) <= SAME * derived ? { kind: 'known' } : { kind: 'contradicted', derived };

/** Facts about what happens in the code, not about the code as a whole. */
const NEEDS_RUNNING: readonly FactName[] = ['trips', 'size', 'calls'];

const USED: FactUse = { kind: 'used' };
const UNREACHED: FactUse = { kind: 'unreached' };
const POINTLESS: FactUse = { kind: 'pointless' };
