import type { Effect, ResultShape } from '../effects/effect.ts';
import { type Quantity, quantity, scale } from '../effects/quantity.ts';
import {
  allocates,
  allocatesMany,
  allocatesOutside,
  argument,
  array,
  BOOLEAN,
  buffer,
  callsBack,
  INTEGER,
  instance,
  outcome,
  promise,
  sweeps,
  takes,
  text,
  UNDEFINED,
  waits,
} from './effect-builders.ts';
import { isPlainText } from './encodings.ts';
import type { KnownCall, KnownOutcome, ValueView } from './known-effect.ts';
import type { KnownRow, KnownTable } from './known-table.ts';
import { argumentOf, bytesOf, fileBytes, numberOf } from './sizes.ts';

/** A system call that finds its answer in the page cache. Seconds; estimate. */
const SYSTEM_CALL_SECONDS = quantity(1e-6, 5e-6, 5e-3);
/** A round trip to the thread pool for the asynchronous calls. Seconds; estimate. */
const THREAD_POOL_SECONDS = quantity(2e-5, 1e-4, 1e-2);

/** Row "fs.readFileSync 8 MB": 0.7 ns a byte with the page faults of the fresh buffer. */
const READ_NANOSECONDS_PER_BYTE = 0.7;
/** Row "fs.readSync 64KB into one reused buffer": 13 µs for 64 KiB. */
export const REREAD_NANOSECONDS_PER_BYTE = 0.18;
export const WRITE_NANOSECONDS_PER_BYTE = 0.4;

const encodingOf = (options: ValueView): string | null =>
  options.kind === 'string' ? (options.text ?? 'utf8') : options.field('encoding').text;

const wholeFile = (call: KnownCall) => {
  const encoding = encodingOf(argumentOf(call, 1));
  const isText = encoding !== null;
  const size = fileBytes(call);
  const known = isPlainText(encoding) ? (call.fileText?.() ?? null) : null;
  const unpacked = isText ? null : (call.fileUnpacked?.() ?? null);
  const result: ResultShape = isText ? text(size, known) : buffer(size, known, unpacked);
  const header = isText ? [] : [allocatesMany(quantity(200), 'result')];
  return { result, effects: [...bytesRead(size, isText), ...header, takes(5000)] };
};

/** What the bytes of a whole file cost, besides the call: as text they are on the heap as well. */
export const bytesRead = (size: Quantity, isText: boolean): readonly Effect[] => [
  allocatesOutside(size, isText ? 'temporary' : 'result'),
  ...(isText ? [allocates(size, 'result')] : []),
  takes(READ_NANOSECONDS_PER_BYTE, size),
];

const READ_SOURCE = 'row "fs.readFileSync 8 MB": the whole file outside the heap, freed only by collections';

/** What goes to the thread pool and comes back as a promise, besides what it is for. */
export const awaited = (result: ResultShape, ...effects: readonly Effect[]): KnownOutcome =>
  outcome(
    promise(result, 'disk', THREAD_POOL_SECONDS),
    ...effects,
    allocatesMany(quantity(400, 600, 1500), 'temporary'),
    takes(8000),
  );

/** The three ways that Node offers each operation: sync, promise, callback as the last argument. */
const operation = (
  name: string,
  source: string,
  perform: (call: KnownCall) => { result: ResultShape; effects: readonly Parameters<typeof outcome>[1][] },
): KnownTable => {
  const waiting = (call: KnownCall) => {
    const { result, effects } = perform(call);
    return { result, effects: effects.flatMap((effect) => (effect === undefined ? [] : [effect])) };
  };
  const asynchronous: KnownRow = {
    source,
    does: (call) => {
      const { result, effects } = waiting(call);
      return awaited(result, ...effects);
    },
  };
  return {
    [`fs.${name}Sync`]: {
      source,
      does: (call) => {
        const { result, effects } = waiting(call);
        return outcome(result, ...effects, waits('disk', SYSTEM_CALL_SECONDS));
      },
    },
    [`fs.promises.${name}`]: asynchronous,
    [`fs/promises.${name}`]: asynchronous,
    [`fs.${name}`]: {
      source,
      does: (call) => {
        const { result, effects } = waiting(call);
        return outcome(
          UNDEFINED,
          ...effects,
          allocatesMany(quantity(300, 500, 1000), 'temporary'),
          callsBack(call, { kind: 'unknown' }, result),
          takes(6000),
        );
      },
    },
  };
};

const small = (
  name: string,
  result: ResultShape,
  nanoseconds = 2000,
  bytes: Quantity = quantity(0, 100, 300),
): KnownTable =>
  operation(name, 'estimate: one system call and its arguments', () => ({
    result,
    effects: [allocatesMany(bytes, 'result'), takes(nanoseconds)],
  }));

/** What the bytes of an argument cost that are written, besides the call. */
export const bytesWritten = (call: KnownCall, index: number): readonly Effect[] => {
  const size = bytesOf(argumentOf(call, index));
  const isText = argumentOf(call, index).kind === 'string';
  return [takes(WRITE_NANOSECONDS_PER_BYTE, size), ...(isText ? [allocatesOutside(size, 'temporary')] : [])];
};

const written = (call: KnownCall, index: number): readonly Effect[] => [
  takes(8000),
  ...bytesWritten(call, index),
];

const stats = instance('Stats');

export const files: KnownTable = {
  ...operation('readFile', READ_SOURCE, wholeFile),
  ...operation(
    'writeFile',
    'estimate: copied by the kernel, 0.4 ns a byte; text is encoded outside the heap first',
    (call) => ({
      result: UNDEFINED,
      effects: written(call, 1),
    }),
  ),
  ...operation('appendFile', 'estimate: as writeFile', (call) => ({
    result: UNDEFINED,
    effects: written(call, 1),
  })),
  ...operation(
    'read',
    'row "fs.readSync 64KB into one reused buffer": the buffer\'s pages and no others',
    (call) => {
      const size = numberOf(argumentOf(call, 3), bytesOf(argumentOf(call, 1)));
      return {
        result: { kind: 'number', value: size, integer: true },
        effects: [sweeps(argument(1), size), takes(1500), takes(REREAD_NANOSECONDS_PER_BYTE, size)],
      };
    },
  ),
  ...operation('write', 'estimate: copied by the kernel, 0.4 ns a byte', (call) => ({
    result: { kind: 'number', value: bytesOf(argumentOf(call, 1)), integer: true },
    effects: written(call, 1),
  })),
  ...operation('readdir', 'estimate: a string of 40 B an entry', () => {
    const entries = quantity(1, 30, 5000);
    return {
      result: array(entries, text(quantity(3, 12, 60))),
      effects: [allocatesMany(scale(entries, 48), 'result'), takes(20_000), takes(300, entries)],
    };
  }),
  ...operation('open', 'estimate: one system call', () => ({ result: INTEGER, effects: [takes(4000)] })),
  ...operation('copyFile', 'estimate: copied by the kernel', (call) => ({
    result: UNDEFINED,
    effects: [takes(20_000), takes(0.3, fileBytes(call))],
  })),
  ...small('stat', stats, 3000, quantity(200, 300, 500)),
  ...small('lstat', stats, 3000, quantity(200, 300, 500)),
  ...small('fstat', stats, 2000, quantity(200, 300, 500)),
  ...small('access', UNDEFINED),
  ...small('mkdir', UNDEFINED, 8000),
  ...small('rmdir', UNDEFINED, 8000),
  ...small('rm', UNDEFINED, 15_000),
  ...small('unlink', UNDEFINED, 8000),
  ...small('rename', UNDEFINED, 8000),
  ...small('truncate', UNDEFINED, 6000),
  ...small('ftruncate', UNDEFINED, 6000),
  ...small('close', UNDEFINED, 1500),
  ...small('fsync', UNDEFINED, 3000),
  ...small('fdatasync', UNDEFINED, 3000),
  ...small('utimes', UNDEFINED, 3000),
  ...small('chmod', UNDEFINED, 3000),
  ...small('realpath', text(quantity(5, 40, 200)), 8000),
  ...small('readlink', text(quantity(5, 40, 200)), 3000),
  ...small('symlink', UNDEFINED, 6000),
  ...small('mkdtemp', text(quantity(5, 40, 200)), 9000),
  'fs.existsSync': {
    source: 'estimate: one system call',
    does: () => outcome(BOOLEAN, allocatesMany(quantity(0, 60, 200), 'temporary'), takes(2500)),
  },
  'fs.watch': {
    source: 'estimate: an inotify watch',
    does: () =>
      outcome(instance('FSWatcher'), allocatesMany(quantity(500, 1000, 2000), 'retained'), takes(20_000)),
  },
};
