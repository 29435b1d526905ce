import {
  ArrayThing,
  BytesThing,
  GeneratorThing,
  isCallable,
  LibraryThing,
  MapThing,
  PromiseThing,
  RegExpThing,
  SetThing,
  SOME_STRING,
  Thing,
  Unknown,
  type Value,
} from '../values/value.ts';
import type { Intrinsic } from './index.ts';

/** Kinds of errors share one tag. */
const isError = (thing: Thing): boolean => {
  for (let at = thing.prototype; at; at = at.prototype)
    if (at instanceof LibraryThing && at.symbol === 'Error.prototype') return true;
  return false;
};

/** ECMA-262, 20.1.3.6; `null`: nobody knows. */
const tagOf = (value: Value): string | null => {
  if (value === undefined) return 'Undefined';
  if (value === null) return 'Null';
  if (value instanceof Unknown) {
    return value.type === 'any' ? null : tagOfPrimitive(value.type);
  }
  if (!(value instanceof Thing)) return tagOfPrimitive(typeof value);
  if (isCallable(value)) return 'Function';
  if (value instanceof ArrayThing) return 'Array';
  if (value instanceof BytesThing) return value.type === 'Buffer' ? 'Uint8Array' : value.type;
  if (value instanceof SetThing) return 'Set';
  if (value instanceof MapThing) return 'Map';
  if (value instanceof RegExpThing) return 'RegExp';
  if (value instanceof PromiseThing) return 'Promise';
  if (value instanceof GeneratorThing) return 'Generator';
  if (value instanceof LibraryThing && value.instance) return value.symbol;
  return isError(value) ? 'Error' : 'Object';
};

const tagOfPrimitive = (type: string): string =>
  type === 'bigint' ? 'BigInt' : type.slice(0, 1).toUpperCase() + type.slice(1);

const toText: Intrinsic = ({ receiver }) => {
  const tag = tagOf(receiver);
  return tag === null ? SOME_STRING : `[object ${tag}]`;
};

export const TYPE_TAG_INTRINSICS: readonly (readonly [string, Intrinsic])[] = [
  ['Object.prototype.toString', toText],
];
