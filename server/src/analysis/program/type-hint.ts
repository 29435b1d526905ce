/** What a type annotation says about the values that run, as far as sizes and layouts depend on it. */
export type TypeHint =
  | { readonly kind: 'number' | 'string' | 'boolean' | 'bigint' | 'function' | 'nothing' | 'any' }
  | { readonly kind: 'literal'; readonly value: string | number | boolean }
  | { readonly kind: 'array'; readonly element: TypeHint }
  | { readonly kind: 'tuple'; readonly elements: readonly TypeHint[] }
  | { readonly kind: 'object'; readonly fields: ReadonlyMap<string, TypeHint> }
  /** A class, interface, alias or library type by its name. */
  | { readonly kind: 'named'; readonly name: string; readonly arguments: readonly TypeHint[] };

export const ANY_TYPE: TypeHint = { kind: 'any' };
