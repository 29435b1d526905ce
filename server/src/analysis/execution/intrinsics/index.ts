import type { NativeCall } from '../calls/native-call.ts';
import type { Value } from '../values/value.ts';
import { ARRAY_CHANGES } from './array-changes.ts';
import { ARRAY_CONSTRUCTION } from './array-construction.ts';
import { ARRAY_COPIES } from './array-copies.ts';
import { ARRAY_ORDER } from './array-order.ts';
import { ARRAY_VISITS } from './array-visits.ts';
import { ASYNC_INTRINSICS } from './async.ts';
import { BYTES_INTRINSICS } from './bytes.ts';
import { COLLECTION_INTRINSICS } from './collections.ts';
import { EVENTS_INTRINSICS } from './events.ts';
import { FILE_PATH_INTRINSICS } from './file-paths.ts';
import { FUNCTION_INTRINSICS } from './function.ts';
import { GENERATOR_INTRINSICS } from './generators.ts';
import { ITERATOR_INTRINSICS } from './iterators.ts';
import { LODASH_INTRINSICS } from './lodash.ts';
import { NUMBER_INTRINSICS } from './number.ts';
import { OBJECT_INTRINSICS } from './object.ts';
import { OPEN_FILES_INTRINSICS } from './open-files.ts';
import { PIPE_INTRINSICS } from './pipes.ts';
import { DESCRIPTOR_INTRINSICS } from './property-descriptors.ts';
import { STRING_INTRINSICS } from './string.ts';
import { TEXT_SEARCH_INTRINSICS } from './text-search.ts';
import { TYPE_TAG_INTRINSICS } from './type-tags.ts';

/** The meaning of one library function: what it does with its arguments and what it returns. */
export type Intrinsic = (call: NativeCall) => Value;

/** The core library by qualified symbol, as far as the executor runs it itself. */
const table = (): ReadonlyMap<string, Intrinsic> =>
  new Map<string, Intrinsic>([
    ...ARRAY_CHANGES,
    ...ARRAY_CONSTRUCTION,
    ...ARRAY_COPIES,
    ...ARRAY_ORDER,
    ...ARRAY_VISITS,
    ...ASYNC_INTRINSICS,
    ...BYTES_INTRINSICS,
    ...COLLECTION_INTRINSICS,
    ...EVENTS_INTRINSICS,
    ...FILE_PATH_INTRINSICS,
    ...FUNCTION_INTRINSICS,
    ...GENERATOR_INTRINSICS,
    ...ITERATOR_INTRINSICS,
    ...LODASH_INTRINSICS,
    ...NUMBER_INTRINSICS,
    ...OBJECT_INTRINSICS,
    ...OPEN_FILES_INTRINSICS,
    ...PIPE_INTRINSICS,
    ...DESCRIPTOR_INTRINSICS,
    ...STRING_INTRINSICS,
    ...TEXT_SEARCH_INTRINSICS,
    ...TYPE_TAG_INTRINSICS,
  ]);

let known: ReadonlyMap<string, Intrinsic> | null = null;

/** Put together when it is first asked: those who give functions their meaning import those who ask for it. */
export const intrinsicNamed = (symbol: string): Intrinsic | undefined => {
  known ??= table();
  return known.get(symbol);
};
