import type { ResultShape } from '../effects/effect.ts';
import { quantity } from '../effects/quantity.ts';
import { BOOLEAN, INTEGER, instance, text } from './effect-builders.ts';

/** Properties of instances of Node's classes that are no methods: texts and numbers rather than anything at all. */

const PART = text(quantity(0, 10, 200));
const ADDRESS = text(quantity(1, 20, 2000));

const OF_STREAMS = {
  destroyed: BOOLEAN,
  closed: BOOLEAN,
  readable: BOOLEAN,
  writable: BOOLEAN,
  readableEnded: BOOLEAN,
  writableEnded: BOOLEAN,
  writableFinished: BOOLEAN,
  writableNeedDrain: BOOLEAN,
  readableLength: INTEGER,
  writableLength: INTEGER,
  readableHighWaterMark: INTEGER,
  writableHighWaterMark: INTEGER,
};

const SOCKET = instance('Socket');

const PROPERTIES: Readonly<Record<string, Readonly<Record<string, ResultShape>> | undefined>> = {
  IncomingMessage: {
    ...OF_STREAMS,
    url: ADDRESS,
    method: text(quantity(3, 4, 7)),
    httpVersion: text(quantity(3)),
    statusCode: INTEGER,
    statusMessage: PART,
    complete: BOOLEAN,
    aborted: BOOLEAN,
    socket: SOCKET,
    connection: SOCKET,
  },
  ServerResponse: {
    ...OF_STREAMS,
    statusCode: INTEGER,
    statusMessage: PART,
    headersSent: BOOLEAN,
    finished: BOOLEAN,
    socket: SOCKET,
    connection: SOCKET,
  },
  ClientRequest: {
    ...OF_STREAMS,
    path: ADDRESS,
    method: text(quantity(3, 4, 7)),
    aborted: BOOLEAN,
    socket: SOCKET,
  },
  Socket: {
    ...OF_STREAMS,
    remoteAddress: text(quantity(2, 12, 39)),
    localAddress: text(quantity(2, 12, 39)),
    remoteFamily: text(quantity(4)),
    localFamily: text(quantity(4)),
    remotePort: INTEGER,
    localPort: INTEGER,
    bytesRead: INTEGER,
    bytesWritten: INTEGER,
    bufferSize: INTEGER,
    connecting: BOOLEAN,
    pending: BOOLEAN,
    encrypted: BOOLEAN,
  },
  Server: { listening: BOOLEAN },
  HttpServer: { listening: BOOLEAN },
  URL: {
    ...Object.fromEntries(
      ['protocol', 'username', 'password', 'host', 'hostname', 'port', 'search', 'hash'].map((name) => [
        name,
        PART,
      ]),
    ),
    href: ADDRESS,
    origin: ADDRESS,
    pathname: ADDRESS,
    searchParams: instance('URLSearchParams'),
  },
  Response: {
    ok: BOOLEAN,
    status: INTEGER,
    statusText: PART,
    url: ADDRESS,
    redirected: BOOLEAN,
    bodyUsed: BOOLEAN,
  },
  ChildProcess: { pid: INTEGER, connected: BOOLEAN, killed: BOOLEAN },
};

/** `undefined`: it is not known, or may be anything. */
export const propertyOf = (className: string, name: string): ResultShape | undefined => {
  const known = PROPERTIES[className];
  return known && Object.hasOwn(known, name) ? known[name] : undefined;
};
