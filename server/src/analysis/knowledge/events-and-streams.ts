import type { Effect, ResultShape } from '../effects/effect.ts';
import { multiply, type Quantity, quantity } from '../effects/quantity.ts';
import {
  allocatesMany,
  allocatesOutside,
  array,
  BOOLEAN,
  buffer,
  callsLater,
  callsLaterWithEach,
  each,
  INTEGER,
  instance,
  outcome,
  promise,
  RECEIVER_ITSELF,
  takes,
  text,
  UNDEFINED,
  UNKNOWN,
  waits,
} from './effect-builders.ts';
import type { KnownCall, KnownOutcome, ValueView } from './known-effect.ts';
import { family, type KnownRow, type KnownTable } from './known-table.ts';
import { argumentOf, bytesOf, fileBytes, isGiven, numberOf } from './sizes.ts';
import {
  CHUNK_BYTES,
  chunkBytesOf,
  chunksIn,
  lineCharacters,
  linesIn,
  linesOf,
  partOf,
} from './stream-sizes.ts';
import { streamUnpacked, unpackedOf } from './unpacking.ts';

const STREAM_BYTES = quantity(1500, 2500, 4000);

/** What one chunk costs besides its bytes: row "fs.createReadStream 8 MB": 24 MB/s of heap at 23,300 chunks a second. */
const HEAP_BYTES_PER_CHUNK = quantity(600, 1000, 2000);
const NANOSECONDS_PER_CHUNK = 38_000;

/** How often others call is not in the source, and there is no end to it. */
export const EVENTS_FROM_OUTSIDE = quantity(0, 100, 1e6);

/** What others bring about, again and again: requests and connections of all kinds. */
const FROM_OUTSIDE: ReadonlySet<string> = new Set([
  'request',
  'connection',
  'secureConnection',
  'upgrade',
  'stream',
]);

/** How often a listener runs that hears data: as often as there are chunks or lines, else by the event's name where it is known. */
const timesHeard = (event: string | null, emitter: ValueView): Quantity => {
  const size = sizeOf(emitter);
  if (event === 'data' && size) return chunksIn(size, chunkBytesOf(emitter.stream));
  if (event === 'line' && size) return linesIn(size, emitter.stream?.known ?? null);
  if (event !== null && FROM_OUTSIDE.has(event)) return EVENTS_FROM_OUTSIDE;
  if (event === 'data' || event === 'message' || event === 'line') return quantity(1, 16, 1000);
  return quantity(0, 1, 10);
};

/** What the listeners of an event are handed. */
const heard = (event: string | null, { stream }: ValueView): readonly ResultShape[] => {
  switch (event) {
    case 'data': {
      const most = chunkBytesOf(stream);
      const length = quantity(1, most, most);
      return [stream?.asText ? text(length, partOf(stream)) : buffer(length, partOf(stream))];
    }
    case 'line':
      return [text(lineCharacters(null))];
    case 'request':
      return [instance('IncomingMessage'), instance('ServerResponse')];
    case 'connection':
    case 'secureConnection':
      return [instance('Socket')];
    case 'response':
      return [instance('IncomingMessage')];
    case 'upgrade':
      return [instance('IncomingMessage'), instance('Socket'), buffer(quantity(0, 0, CHUNK_BYTES))];
    default:
      return [UNKNOWN];
  }
};

/** The listener runs, later. */
const hearing = (event: string | null, emitter: ValueView): Effect => {
  const times = timesHeard(event, emitter);
  const known = event === 'line' ? emitter.stream?.known : null;
  return known
    ? callsLaterWithEach(1, times, linesOf(known.text))
    : callsLater(1, times, ...heard(event, emitter));
};

/** Bytes that pass through a stream of Node's. */
const sizeOf = ({ kind, length }: ValueView): Quantity | null => (kind === 'instance' ? length : null);

/** A listener in a list, and what runs it. */
export const listens = (result: ResultShape, ...calls: readonly Effect[]): KnownOutcome =>
  outcome(result, allocatesMany(quantity(0, 40, 200), 'retained'), ...calls, takes(120));

export const listening: KnownRow = {
  source:
    "Node lib/events.js: a listener in a list; how often it runs is a guess by the event's name; errors do not happen",
  does: (call) => {
    const event = argumentOf(call, 0).text;
    return listens(RECEIVER_ITSELF, ...(event === 'error' ? [] : [hearing(event, call.receiver)]));
  },
};

/** The port of a worker thread is open until it is closed. */
const hearingMessages: KnownRow = {
  source:
    'Node lib/internal/worker/io.js: a listener of the port; how often others post is not in this source',
  does: (call) => {
    const isMessage = argumentOf(call, 0).text === 'message';
    return listens(UNDEFINED, ...(isMessage ? [callsLater(1, EVENTS_FROM_OUTSIDE, UNKNOWN)] : []));
  },
};

const hearingOnce: KnownRow = {
  source: 'Node lib/events.js: as `on`, with a wrapper',
  does: (call) =>
    outcome(
      RECEIVER_ITSELF,
      allocatesMany(quantity(150, 200, 400), 'temporary'),
      ...(argumentOf(call, 0).text === 'error'
        ? []
        : [callsLater(1, quantity(0, 1, 1), ...heard(argumentOf(call, 0).text, call.receiver))]),
      takes(250),
    ),
};

const silent: KnownRow = {
  source: 'Node lib/events.js',
  does: () => outcome(RECEIVER_ITSELF, takes(100)),
};

export const creates = (className: string): KnownRow => ({
  source: 'estimate: a stream with its two states and listeners',
  does: () => outcome(instance(className), allocatesMany(STREAM_BYTES, 'result'), takes(5000)),
});

const writing: KnownRow = {
  source: 'estimate: a queued chunk; text is encoded outside the heap',
  does: (call) => {
    const size = bytesOf(argumentOf(call, 0));
    const isText = argumentOf(call, 0).kind === 'string';
    return outcome(
      BOOLEAN,
      allocatesMany(quantity(100, 300, 600), 'temporary'),
      ...(isText ? [allocatesOutside(size, 'temporary')] : []),
      takes(2500),
      takes(0.4, size),
    );
  },
};

const ending: KnownRow = {
  ...writing,
  does: (call) =>
    outcome(
      RECEIVER_ITSELF,
      allocatesMany(quantity(300, 600, 1000), 'temporary'),
      takes(4000),
      takes(0.4, call.arguments.length > 0 ? bytesOf(argumentOf(call, 0)) : quantity(0)),
    ),
};

/** A stream given an encoding hands over text. */
const handsText = (options: ValueView): boolean =>
  isGiven(options.kind === 'string' ? options : options.field('encoding'));

/** What reads a stream line by line. */
const lineReader = (input: ValueView): ResultShape => ({
  kind: 'instance',
  className: 'Interface',
  size: sizeOf(input),
  content: { asText: true, known: input.stream?.known ?? null },
});

/** A whole file through a stream, chunk after chunk. */
export const streamOfFile = (call: KnownCall, className: string, options: ValueView): KnownOutcome => {
  const chunk = numberOf(options.field('highWaterMark'), quantity(CHUNK_BYTES));
  const size = fileBytes(call);
  const chunks = chunksIn(size);
  return outcome(
    {
      kind: 'instance',
      className,
      size,
      content: {
        asText: handsText(options),
        known: call.fileText?.() ?? null,
        unpacked: call.fileUnpacked?.() ?? null,
      },
    },
    allocatesMany(STREAM_BYTES, 'result'),
    allocatesOutside(multiply(chunks, chunk), 'temporary'),
    allocatesMany(multiply(chunks, HEAP_BYTES_PER_CHUNK), 'temporary'),
    takes(60_000),
    takes(NANOSECONDS_PER_CHUNK, chunks),
    waits('disk', quantity(1e-5, 1e-4, 1e-2)),
  );
};

export const eventsAndStreams: KnownTable = {
  EventEmitter: {
    source: 'Node lib/events.js: the emitter and its table',
    does: () =>
      outcome(instance('EventEmitter'), allocatesMany(quantity(100, 150, 300), 'result'), takes(100)),
  },
  'EventEmitter.prototype.emit': {
    source: 'row "EventEmitter.emit loop": 17 ns, nothing allocated',
    does: () => outcome(BOOLEAN, takes(14)),
  },
  ...family('EventEmitter.prototype.', ['on', 'addListener', 'prependListener'], listening),
  ...family('EventEmitter.prototype.', ['once', 'prependOnceListener'], hearingOnce),
  ...family(
    'EventEmitter.prototype.',
    ['off', 'removeListener', 'removeAllListeners', 'setMaxListeners'],
    silent,
  ),
  'EventEmitter.prototype.listenerCount': {
    source: 'Node lib/events.js',
    does: () => outcome(INTEGER, takes(10)),
  },
  'diagnostics_channel.channel': {
    source: 'Node lib/diagnostics_channel.js: one channel for each name, kept in a table',
    does: () => outcome(instance('Channel'), allocatesMany(quantity(0, 100, 300), 'retained'), takes(100)),
  },
  ...family('Channel.prototype.', ['publish', 'subscribe', 'unsubscribe'], {
    source: 'Node lib/diagnostics_channel.js: `publish` does nothing as long as nobody subscribed',
    does: () => outcome(UNDEFINED, takes(10)),
  }),
  ...family('worker_threads.parentPort.', ['on', 'addListener', 'addEventListener'], hearingMessages),
  'EventEmitter.once': {
    source: 'estimate: a promise and two listeners; waits for an event nobody can tell',
    does: () =>
      outcome(
        promise(array(quantity(1)), 'unknown', quantity(1e-3, 1, 3600)),
        allocatesMany(quantity(400, 600, 1000), 'temporary'),
        takes(1000),
      ),
  },
  'fs.createReadStream': {
    source: 'row "fs.createReadStream 8 MB (64KB chunks)": chunks of 64 KiB outside the heap, 38 µs each',
    does: (call) => streamOfFile(call, 'ReadStream', argumentOf(call, 1)),
  },
  'fs.createWriteStream': creates('WriteStream'),
  Readable: creates('Readable'),
  Writable: creates('Writable'),
  Duplex: creates('Duplex'),
  Transform: creates('Transform'),
  PassThrough: creates('PassThrough'),
  'Readable.from': creates('Readable'),
  'stream.Readable.from': creates('Readable'),
  ...family(
    '',
    [
      'Writable.prototype.write',
      'Duplex.prototype.write',
      'Transform.prototype.write',
      'WriteStream.prototype.write',
    ],
    writing,
  ),
  ...family(
    '',
    [
      'Writable.prototype.end',
      'Duplex.prototype.end',
      'Transform.prototype.end',
      'WriteStream.prototype.end',
    ],
    ending,
  ),
  ...family('Readable.prototype.', ['push', 'unshift'], {
    source: 'estimate: a place in the read queue',
    does: () => outcome(BOOLEAN, allocatesMany(quantity(40, 120, 300), 'temporary'), takes(600)),
  }),
  'Readable.prototype.read': {
    source: 'estimate: takes a chunk from the read queue',
    does: () =>
      outcome(
        buffer(quantity(1, CHUNK_BYTES, CHUNK_BYTES)),
        allocatesMany(quantity(0, 100, 300), 'temporary'),
        takes(600),
      ),
  },
  ...family('Readable.prototype.', ['resume', 'pause', 'setEncoding', 'destroy', 'unpipe'], {
    source: 'estimate: listeners on both sides',
    does: () => outcome(RECEIVER_ITSELF, allocatesMany(quantity(200, 800, 1500), 'temporary'), takes(3000)),
  }),
  'Readable.prototype.pipe': {
    source: 'estimate: listeners on both sides; what is unpacked on the way, as measured with 18 MB of a log',
    does: (call) => {
      const unpacks = argumentOf(call, 0).stream?.unpacks === true;
      return outcome(
        { kind: 'same', as: { kind: 'argument', index: 0 } },
        allocatesMany(quantity(200, 800, 1500), 'temporary'),
        takes(3000),
        ...(unpacks ? streamUnpacked(unpackedOf(call.receiver).bytes) : []),
      );
    },
  },
  ...family('', ['stream.pipeline', 'stream.finished'], {
    source: 'estimate: listeners on each stream',
    does: (call) =>
      outcome(
        instance('Duplex'),
        allocatesMany(each(quantity(call.arguments.length), 1200), 'temporary'),
        takes(8000),
      ),
  }),
  ...family(
    '',
    [
      'stream/promises.pipeline',
      'stream.promises.pipeline',
      'stream/promises.finished',
      'stream.promises.finished',
    ],
    {
      source: 'estimate: as stream.pipeline; lasts as long as its streams',
      does: (call) =>
        outcome(
          promise(UNDEFINED, 'disk', quantity(1e-4, 0.1, 600)),
          allocatesMany(each(quantity(call.arguments.length), 1200), 'temporary'),
          takes(8000),
        ),
    },
  ),
  'readline.createInterface': {
    source: creates('Interface').source,
    does: (call) =>
      outcome(
        lineReader(argumentOf(call, 0).field('input')),
        allocatesMany(STREAM_BYTES, 'result'),
        takes(5000),
      ),
  },
  'Interface.prototype.close': silent,
  'Interface.prototype.question': {
    source: 'estimate: waits for a person',
    does: () =>
      outcome(
        promise(text(quantity(1, 20, 200)), 'unknown', quantity(0.1, 5, 3600)),
        callsLater(1, quantity(0, 1, 1), text(quantity(1, 20, 200))),
        takes(5000),
      ),
  },
};
