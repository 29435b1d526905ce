import type { Effect } from '../effects/effect.ts';
import { quantity } from '../effects/quantity.ts';
import {
  allocatesMany,
  buffer,
  callsBack,
  callsLater,
  INTEGER,
  instance,
  integer,
  outcome,
  RECEIVER_ITSELF,
  takes,
  text,
  UNDEFINED,
} from './effect-builders.ts';
import { EVENTS_FROM_OUTSIDE, listening, listens } from './events-and-streams.ts';
import type { KnownCall } from './known-effect.ts';
import { family, type KnownRow, type KnownTable } from './known-table.ts';
import { argumentOf } from './sizes.ts';

/** Datagrams of Node's `dgram`. */

const SOURCE =
  'measured, Node 20.20, 9 bytes over loopback: 840 to 1,400 B of heap and 9 to 11 µs for one that is sent and received, 1,130 B and 9 µs for one that is sent alone';

/** From a counter to what UDP carries at the most. */
const DATAGRAM_BYTES = quantity(1, 200, 65_507);

const ADDRESS = {
  kind: 'object',
  fields: {
    address: text(quantity(7, 12, 39)),
    family: text(quantity(4)),
    port: INTEGER,
    size: integer(DATAGRAM_BYTES),
  },
} as const;

/** Runs the listener, which stands second wherever one is given; how often others send is not in the source. */
const RECEIVES: Effect = callsLater(1, EVENTS_FROM_OUTSIDE, buffer(DATAGRAM_BYTES), ADDRESS);

const creating: KnownRow = {
  source: 'estimate: a socket with its handle; its listener hears messages',
  does: (call) =>
    outcome(
      instance('DatagramSocket'),
      allocatesMany(quantity(1000, 2000, 4000), 'result'),
      ...(argumentOf(call, 1).kind === 'function' ? [RECEIVES] : []),
      takes(20_000),
    ),
};

const hearing: KnownRow = {
  source: `Node lib/events.js: a listener in a list; ${SOURCE}`,
  does: (call) =>
    argumentOf(call, 0).text === 'message' ? listens(RECEIVER_ITSELF, RECEIVES) : listening.does(call),
};

const sending: KnownRow = {
  source: SOURCE,
  does: (call) =>
    outcome(UNDEFINED, allocatesMany(quantity(500, 900, 1500), 'temporary'), callsBack(call), takes(7000)),
};

const configuring: KnownRow = {
  source: 'estimate: one system call',
  does: (call: KnownCall) =>
    outcome(RECEIVER_ITSELF, allocatesMany(quantity(0, 100, 500), 'temporary'), callsBack(call), takes(2000)),
};

export const datagrams: KnownTable = {
  ...family('', ['dgram.createSocket', 'DatagramSocket'], creating),
  ...family('DatagramSocket.prototype.', ['on', 'addListener'], hearing),
  'DatagramSocket.prototype.send': sending,
  ...family(
    'DatagramSocket.prototype.',
    [
      'bind',
      'connect',
      'disconnect',
      'close',
      'ref',
      'unref',
      'addMembership',
      'dropMembership',
      'setBroadcast',
      'setTTL',
      'setMulticastTTL',
      'setMulticastInterface',
      'setMulticastLoopback',
      'setRecvBufferSize',
      'setSendBufferSize',
    ],
    configuring,
  ),
  'DatagramSocket.prototype.address': {
    source: 'estimate: one system call and an object',
    does: () => outcome(ADDRESS, allocatesMany(quantity(80, 150, 300), 'result'), takes(2000)),
  },
};
