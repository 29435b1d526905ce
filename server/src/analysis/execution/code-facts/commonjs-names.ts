import type { Value } from '../values/value.ts';

/** Names that a CommonJS module finds around itself, in the order of their slots. */
export const COMMONJS_NAMES = ['exports', 'require', 'module', '__filename', '__dirname'] as const;

export type CommonJsNames = Readonly<Record<(typeof COMMONJS_NAMES)[number], Value>>;
