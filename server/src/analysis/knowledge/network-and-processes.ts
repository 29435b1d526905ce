import type { ResultShape } from '../effects/effect.ts';
import { type Quantity, quantity } from '../effects/quantity.ts';
import {
  allocatesMany,
  allocatesOutside,
  BOOLEAN,
  buffer,
  callsBack,
  callsLater,
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
import type { KnownCall } from './known-effect.ts';
import { family, type KnownRow, type KnownTable } from './known-table.ts';
import { argumentOf, bytesOf, graphBytesOf } from './sizes.ts';

/** A round trip and the other side's work: from a neighbour in the rack to a slow service. Seconds; estimate. */
const ROUND_TRIP_SECONDS = quantity(1e-3, 0.05, 10);

/** A request and its response on the heap: sockets, parsers, headers. Estimate from Node's HTTP benchmarks, 20,000 requests a second at 300 MB/s. */
const REQUEST_BYTES = quantity(5_000, 15_000, 40_000);
const REQUEST_NANOSECONDS = 50_000;

const REQUEST_SOURCE = 'estimate: one round trip; 15 KB of sockets, parsers and headers';

const requesting = (className: string): KnownRow => ({
  source: REQUEST_SOURCE,
  does: (call) => {
    return outcome(
      instance(className),
      allocatesMany(REQUEST_BYTES, 'temporary'),
      callsBack(call, instance('IncomingMessage')),
      takes(REQUEST_NANOSECONDS),
      waits('network', ROUND_TRIP_SECONDS),
    );
  },
});

/** How often a server is asked is not in its source. */
const REQUESTS_SERVED = quantity(0, 100, 1e6);

/** `handed`: what each request or connection hands to the function that answers it. */
const serving = (...handed: readonly ResultShape[]): KnownRow => ({
  source: REQUEST_SOURCE,
  does: (call) => {
    const handler = call.arguments.findIndex(({ kind }) => kind === 'function');
    const answers = handler < 0 ? [] : [callsLater(handler, REQUESTS_SERVED, ...handed)];
    return outcome(
      instance('Server'),
      allocatesMany(quantity(1000, 2000, 4000), 'retained'),
      ...answers,
      takes(20_000),
    );
  },
});

const connecting: KnownRow = {
  source: 'estimate: a socket and a round trip',
  does: (call) => {
    return outcome(
      instance('Socket'),
      allocatesMany(quantity(3000, 5000, 8000), 'result'),
      callsBack(call),
      takes(30_000),
    );
  },
};

const sending: KnownRow = {
  source: 'estimate: one system call; text is encoded outside the heap',
  does: (call) => {
    const size = call.arguments.length > 0 ? bytesOf(argumentOf(call, 0)) : quantity(0);
    const isText = argumentOf(call, 0).kind === 'string';
    return outcome(
      RECEIVER_ITSELF,
      allocatesMany(quantity(300, 600, 1500), 'temporary'),
      ...(isText ? [allocatesOutside(size, 'temporary')] : []),
      callsBack(call),
      takes(8000),
      takes(0.5, size),
    );
  },
};

/** Serving one request, from its parsing to the sent response, beside what the handler does. Allocation and time: see the row. */
const SERVED_BYTES = quantity(6_000, 10_000, 25_000);
const SERVED_NANOSECONDS = 60_000;

const answering: KnownRow = {
  source:
    'measured, Node 20.20, GETs over one kept connection: scavenges of 0.8 MB every 85 requests, 92 µs of the event loop a request on a busy machine; each request is answered once',
  does: (call) => {
    const sent = sending.does(call);
    return {
      ...sent,
      effect: {
        kind: 'seq',
        parts: [sent.effect, allocatesMany(SERVED_BYTES, 'temporary'), takes(SERVED_NANOSECONDS)],
      },
    };
  },
};

const configuring: KnownRow = {
  source: 'estimate: a field or a header',
  does: (call) =>
    outcome(RECEIVER_ITSELF, allocatesMany(quantity(0, 60, 200), 'temporary'), callsBack(call), takes(300)),
};

/** Those that keep the headers of what they send. */
const HEADER_OWNERS = ['OutgoingMessage', 'ServerResponse', 'ClientRequest'] as const;

const asking = (result: ResultShape): KnownRow => ({
  source: 'measured, Node 20.20: 12 to 80 ns and 24 to 280 B for a few headers',
  does: () => outcome(result, allocatesMany(quantity(24, 50, 500), 'result'), takes(30)),
});

const BODY_BYTES = quantity(100, 10_000, 10_000_000);

const body = (result: ResultShape, heapBytesPerByte: number): KnownRow => ({
  source:
    'estimate: the body outside the heap, and what it is turned into; row "JSON.parse 130 KB" for `json`',
  does: () =>
    outcome(
      promise(result, 'network', ROUND_TRIP_SECONDS),
      allocatesOutside(BODY_BYTES, 'temporary'),
      allocatesMany(
        quantity(
          BODY_BYTES.low * heapBytesPerByte,
          BODY_BYTES.likely * heapBytesPerByte,
          BODY_BYTES.high * heapBytesPerByte,
        ),
        'result',
      ),
      takes(2 + 6 * heapBytesPerByte, BODY_BYTES),
    ),
});

const RESOLVER_SOURCE = 'estimate: the resolver of the system, on the thread pool';
const RESOLVED_SECONDS = quantity(1e-4, 0.01, 5);
const RESOLVERS = [
  'lookup',
  'lookupService',
  'resolve',
  'resolve4',
  'resolve6',
  'resolveMx',
  'resolveSrv',
  'resolveTxt',
  'reverse',
] as const;

/** A child process starts in about 10 ms and runs for as long as it likes. */
const CHILD_SECONDS = quantity(0.005, 0.1, 60);
const FORK_NANOSECONDS = 1.5e6;
const OUTPUT_BYTES = quantity(100, 10_000, 1_000_000);

const runsChild = (result: ResultShape): KnownRow => ({
  source: 'estimate: fork and exec, then waits for the child; its output lies outside the heap',
  does: () =>
    outcome(
      result,
      allocatesMany(quantity(3000, 6000, 12_000), 'temporary'),
      allocatesOutside(OUTPUT_BYTES, 'result'),
      takes(FORK_NANOSECONDS),
      waits('child-process', CHILD_SECONDS),
    ),
});

const startsChild = (className: string, bytes: Quantity, nanoseconds: number): KnownRow => ({
  source: 'estimate: starts it and goes on; what it writes is its own',
  does: (call) => {
    return outcome(instance(className), allocatesMany(bytes, 'result'), callsBack(call), takes(nanoseconds));
  },
});

/** Messages are cloned: row "structuredClone 2000 objs", half of it on each side. */
const posting: KnownRow = {
  source: 'row "structuredClone 2000 objs": serialised outside the heap, 950 ns and 170 B an object',
  does: (call: KnownCall) => {
    const message = graphBytesOf(argumentOf(call, 0));
    return outcome(
      UNDEFINED,
      allocatesOutside(message, 'temporary'),
      allocatesMany(quantity(100, 200, 400), 'temporary'),
      takes(2000),
      takes(8, message),
    );
  },
};

export const networkAndProcesses: KnownTable = {
  ...family(
    '',
    ['http.createServer', 'https.createServer', 'http2.createServer', 'http2.createSecureServer'],
    serving(instance('IncomingMessage'), instance('ServerResponse')),
  ),
  HttpServer: serving(instance('IncomingMessage'), instance('ServerResponse')),
  ...family('', ['net.createServer', 'tls.createServer', 'Server'], serving(instance('Socket'))),
  ...family('', ['http.request', 'http.get', 'https.request', 'https.get'], requesting('ClientRequest')),
  'Server.prototype.listen': {
    source: 'estimate: binds and goes on',
    does: (call) => {
      return outcome(
        RECEIVER_ITSELF,
        allocatesMany(quantity(500, 1500, 3000), 'retained'),
        callsBack(call),
        takes(50_000),
      );
    },
  },
  'Server.prototype.close': configuring,
  ...family('', ['net.connect', 'net.createConnection', 'tls.connect', 'http2.connect'], connecting),
  Socket: connecting,
  ...family(
    '',
    [
      'Socket.prototype.write',
      'Socket.prototype.end',
      'ClientRequest.prototype.write',
      'ClientRequest.prototype.end',
    ],
    sending,
  ),
  ...family('', ['ServerResponse.prototype.write', 'OutgoingMessage.prototype.end'], sending),
  'ServerResponse.prototype.end': answering,
  ...family(
    '',
    [
      'ServerResponse.prototype.setHeader',
      'ServerResponse.prototype.writeHead',
      'OutgoingMessage.prototype.setHeader',
      'ClientRequest.prototype.setHeader',
    ],
    configuring,
  ),
  ...family(
    '',
    HEADER_OWNERS.map((owner) => `${owner}.prototype.getHeader`),
    asking(UNKNOWN),
  ),
  ...family(
    '',
    HEADER_OWNERS.map((owner) => `${owner}.prototype.hasHeader`),
    asking(BOOLEAN),
  ),
  ...family(
    '',
    HEADER_OWNERS.flatMap((owner) =>
      ['getHeaders', 'getHeaderNames', 'getRawHeaderNames'].map((name) => `${owner}.prototype.${name}`),
    ),
    asking(UNKNOWN),
  ),
  ...family(
    '',
    HEADER_OWNERS.flatMap((owner) =>
      [
        'removeHeader',
        'appendHeader',
        'setHeaders',
        'flushHeaders',
        'setTimeout',
        'destroy',
        'cork',
        'uncork',
      ].map((name) => `${owner}.prototype.${name}`),
    ),
    configuring,
  ),
  ...family(
    'Server.prototype.',
    ['setTimeout', 'ref', 'unref', 'closeAllConnections', 'closeIdleConnections'],
    configuring,
  ),
  ...family('', ['Server.prototype.address', 'Socket.prototype.address'], {
    source: 'estimate: one system call and an object',
    does: () =>
      outcome(
        {
          kind: 'object',
          fields: { address: text(quantity(2, 9, 39)), family: text(quantity(4)), port: INTEGER },
        },
        allocatesMany(quantity(80, 150, 300), 'result'),
        takes(2000),
      ),
  }),
  'Server.prototype.getConnections': configuring,
  'IncomingMessage.prototype.setTimeout': configuring,
  ...family(
    'Socket.prototype.',
    ['connect', 'cork', 'uncork', 'destroySoon', 'resetAndDestroy'],
    configuring,
  ),
  ...family(
    'Socket.prototype.',
    ['destroy', 'setTimeout', 'setNoDelay', 'setKeepAlive', 'unref', 'ref', 'pause', 'resume'],
    configuring,
  ),
  fetch: {
    source: REQUEST_SOURCE,
    does: () =>
      outcome(
        promise(instance('Response'), 'network', ROUND_TRIP_SECONDS),
        allocatesMany(quantity(20_000, 40_000, 80_000), 'temporary'),
        takes(200_000),
      ),
  },
  'Response.prototype.json': body(UNKNOWN, 2.5),
  'Response.prototype.text': body(text(BODY_BYTES), 1),
  'Response.prototype.arrayBuffer': body(buffer(BODY_BYTES), 0.01),
  ...family('dns.', RESOLVERS, {
    source: RESOLVER_SOURCE,
    does: (call) =>
      outcome(
        UNDEFINED,
        allocatesMany(quantity(500, 800, 1500), 'temporary'),
        callsBack(call, { kind: 'unknown' }, UNKNOWN),
        takes(20_000),
        waits('network', RESOLVED_SECONDS),
      ),
  }),
  ...family(
    '',
    RESOLVERS.flatMap((name) => [`dns.promises.${name}`, `dns/promises.${name}`]),
    {
      source: RESOLVER_SOURCE,
      does: () =>
        outcome(
          promise(UNKNOWN, 'network', RESOLVED_SECONDS),
          allocatesMany(quantity(500, 800, 1500), 'temporary'),
          takes(20_000),
        ),
    },
  ),
  ...family('child_process.', ['execSync', 'execFileSync'], runsChild(buffer(OUTPUT_BYTES))),
  'child_process.spawnSync': runsChild({ kind: 'object', fields: { stdout: buffer(OUTPUT_BYTES) } }),
  ...family(
    'child_process.',
    ['spawn', 'exec', 'execFile', 'fork'],
    startsChild('ChildProcess', quantity(5000, 8000, 15_000), FORK_NANOSECONDS),
  ),
  'cluster.fork': startsChild('Worker', quantity(5000, 10_000, 20_000), FORK_NANOSECONDS),
  /** A worker has a heap of its own: V8's initial semi-spaces, 4 MB of snapshot and code. */
  Worker: {
    source: 'estimate: an isolate of its own, 5 MB outside this heap, 15 ms to start',
    does: () =>
      outcome(
        instance('Worker'),
        allocatesMany(quantity(3000, 5000, 8000), 'retained'),
        allocatesOutside(quantity(3e6, 5e6, 1e7), 'result'),
        takes(1e6),
      ),
  },
  ...family(
    '',
    [
      'Worker.prototype.postMessage',
      'MessagePort.prototype.postMessage',
      'worker_threads.parentPort.postMessage',
      'ChildProcess.prototype.send',
      'process.send',
    ],
    posting,
  ),
  'Worker.prototype.terminate': {
    source: 'estimate: waits for the thread',
    does: () =>
      outcome(
        promise({ kind: 'number', value: quantity(0, 0, 1), integer: true }, 'lock', quantity(1e-4, 5e-3, 1)),
        takes(10_000),
      ),
  },
  MessageChannel: {
    source: 'estimate: two ports',
    does: () =>
      outcome(
        { kind: 'object', fields: { port1: instance('MessagePort'), port2: instance('MessagePort') } },
        allocatesMany(quantity(500, 800, 1500), 'result'),
        takes(8000),
      ),
  },
  'ChildProcess.prototype.kill': configuring,
};
