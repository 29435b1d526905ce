import type { FactName } from '../tags/vocabulary.ts';

/** What the analysis made of one fact of an `assume`. */
export type FactUse =
  /** Its figures rest on it. */
  | { readonly kind: 'used' }
  /** The source says the same by itself. */
  | { readonly kind: 'known' }
  /** The program does not run the code it stands on. */
  | { readonly kind: 'unreached' }
  /** The code has nothing that the fact would tell: no loop for `trips`, no unknown size for `size`. */
  | { readonly kind: 'pointless' }
  /** A constant of the source says otherwise; in the fact's SI unit. */
  | { readonly kind: 'contradicted'; readonly derived: number };

export interface AssumedFactUse {
  readonly fact: FactName;
  /** In the fact's SI unit. */
  readonly assumed: number;
  readonly use: FactUse;
}
