import type { KnownEffect } from './known-effect.ts';

/** One library function: what it does, and where that is known from. */
export interface KnownRow {
  /** The measured row (server/test/data/pages-micro.csv), the V8 or Node source, or "estimate" with its reasoning. */
  readonly source: string;
  readonly does: KnownEffect;
}

/** Library functions by qualified symbol; see `KnownEffectLookup` for how symbols are written. */
export type KnownTable = Readonly<Record<string, KnownRow>>;

/** The same row for several functions of one class or module: `family('Math.', ['abs', 'min'], row)`. */
export const family = (prefix: string, names: readonly string[], row: KnownRow): KnownTable =>
  Object.fromEntries(names.map((name) => [`${prefix}${name}`, row]));
