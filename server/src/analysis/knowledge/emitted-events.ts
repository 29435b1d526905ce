/** Events that emitters of Node's emit by themselves, by their class; of one that is not listed, any may be. Node 20, the modules' documentation. */

const OF_STREAMS = [
  'close',
  'data',
  'drain',
  'end',
  'error',
  'finish',
  'pause',
  'pipe',
  'readable',
  'resume',
  'unpipe',
] as const;

const OF_SERVERS = [
  'checkContinue',
  'checkExpectation',
  'clientError',
  'close',
  'connect',
  'connection',
  'drop',
  'dropRequest',
  'error',
  'keylog',
  'listening',
  'newSession',
  'OCSPRequest',
  'request',
  'resumeSession',
  'secureConnection',
  'session',
  'sessionError',
  'stream',
  'timeout',
  'tlsClientError',
  'unknownProtocol',
  'upgrade',
] as const;

const EMITTED: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({
    ...Object.fromEntries(
      ['Readable', 'Writable', 'Duplex', 'Transform', 'PassThrough', 'Stream'].map((name) => [
        name,
        OF_STREAMS,
      ]),
    ),
    Socket: [
      ...OF_STREAMS,
      'connect',
      'connectionAttempt',
      'keylog',
      'lookup',
      'ready',
      'secure',
      'secureConnect',
      'session',
      'timeout',
    ],
    Server: OF_SERVERS,
    HttpServer: OF_SERVERS,
    DatagramSocket: ['close', 'connect', 'error', 'listening', 'message'],
  }).map(([name, events]) => [name, new Set<string>(events)]),
);

/** Whether Node itself emits the event; `null`: nobody knows which event it is. */
export const isEmittedByNode = (className: string, event: string | null): boolean =>
  event === null || EMITTED.get(className)?.has(event) !== false;
