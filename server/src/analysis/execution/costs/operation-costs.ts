import { quantity } from '../../effects/quantity.ts';

/**
 * Time of single operations in optimised code, nanoseconds, on the machine of pages-micro.csv (server/test/data).
 * Each is fitted to the named rows: time of one execution over the operations in it.
 */
export const NANOSECONDS = {
  /** Rows "numeric loop": 1.5 to 2.2 ns an iteration of five operations. */
  arithmetic: 0.35,
  comparison: 0.3,
  assignment: 0.1,
  /** Row "class field updates": 1.2 ns an iteration with a call, two loads, a store. */
  fieldAccess: 0.4,
  /** Rows "sum Float64Array", "sum JS array": 1.2 ns an iteration. */
  elementAccess: 0.6,
  /** Rows "Map.get" (9.8 ns) and "Map.set overwrite" (21 ns). */
  mapRead: 9,
  mapWrite: 20,
  /** Row "Map.set growth": 200 ns. */
  mapInsert: 120,
  /** Row "recursion fib(25)": 5.8 ns a call with four operations. */
  call: 4,
  inlinedCall: 0.5,
  /** Rows "short-lived {x,y}" (14 ns for 40 B) and "linked list" (7.3 ns). */
  allocation: 5,
  allocatedByte: 0.1,
  /** Row "object as dict": 1,340 ns a new key, its string included. */
  dictionaryInsert: 600,
  dictionaryAccess: 25,
  /** A property by a text that is computed. Rows "object as dictionary, 1,000 keys read" and "object of 20 computed keys read" of durations-micro.csv: 17 ns. */
  keyedAccess: 14,
  /** Row "% of large numbers" of durations-micro.csv: 25 ns, beyond 31 bits and for fractions; else a division of integers. */
  floatingRemainder: 22,
  /** Text of a number with a fraction: row "String(double)" of durations-micro.csv, 231 ns. */
  fractionToText: 200,
  /** Skipping the place of a deleted entry when a Map or Set is gone through: rows "first key of a Map that is used as a queue" of durations-micro.csv. */
  deletedEntry: 0.8,
  /** Row "push and shift of a queue of 1,000" of durations-micro.csv: 102 ns. */
  shift: 70,
  /** Row "for of a text" of durations-micro.csv: 13 ns a character. */
  characterStep: 11,
  /** Row "array push smi": 45 ns, garbage collection included. */
  push: 6,
  /** Row "string concat +=": 22 ns. */
  concatenation: 15,
  /** Row "template + number toString": 42 ns. */
  numberToText: 20,
  /** Rows "async/await" (93 ns) and "promise.then" (131 ns). */
  await: 85,
  reaction: 120,
  /** Row "generator loop": 36 ns. */
  yield: 34,
  /** Row "closure creation": 19 ns. */
  closure: 12,
  /** Row "sort: JS array 100k numbers with comparator": 25 ns a comparison, that of the comparator itself among them. */
  sortStep: 20,
  branch: 0.2,
  /** A random write that misses the caches. Rows "random writes" 16 MB (13 ns) and 64 MB (11 ns). */
  cacheMiss: 4,
} as const;

/**
 * What a call of a function does that nobody knows: from a getter to the work of a small program. Half of the measured programs
 * (pages-*programs.csv, column alloc_MB_s) allocate less than 300 MB/s.
 */
export const UNKNOWN_CALL = {
  nanoseconds: quantity(5, 100, 10_000),
  youngBytes: quantity(0, 32, 4096),
} as const;

/** Bytes of heap objects, from pages-notes.md (server/test/data): Node 20, x64, no pointer compression. */
export const BYTES = {
  /** Map, properties, elements pointers. */
  objectHeader: 24,
  field: 8,
  /** A box of a double: HeapNumber. */
  box: 16,
  /** JSArray: header and length. */
  arrayHeader: 32,
  elementsHeader: 16,
  element: 8,
  /** Closure 64 B and a context. Row "closure with captures": 96 B. */
  closure: 64,
  contextHeader: 32,
  /** "Map.set growth 75-78", "Set add+delete 41". */
  mapEntry: 76,
  setEntry: 41,
  /** In place: "Map overwrite 24 B per entry". */
  mapEntryInPlace: 24,
  /** V8 `OrderedHashMap`: key, value and chain; half a bucket an entry. `OrderedHashSet`: no value. */
  mapTableEntry: 28,
  setTableEntry: 20,
  tableHeader: 40,
  /** "new dictionary key 190-200", its name's string included. */
  dictionaryEntry: 160,
  /** "string += 37": a ConsString, and the flattening of the result. */
  concatenation: 37,
  /** A sequential string of a few digits. Row "template + number toString": its semi-spaces grow to the full 16 MiB. */
  numberText: 24,
  stringHeader: 16,
  /** "`await` 250", ".then 150-210", "generator step 40". */
  await: 250,
  reaction: 180,
  promise: 80,
  yield: 40,
  generator: 120,
  bigintHeader: 16,
  typedArrayHeader: 200,
} as const;

/** Objects above half a heap page go to large-object space: V8 `kMaxRegularHeapObjectSize`, 128 KiB. */
export const LARGE_OBJECT_BYTES = 128 * 1024;
