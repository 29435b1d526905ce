import { quantity } from '../effects/quantity.ts';
import {
  allocates,
  allocatesMany,
  array,
  BOOLEAN,
  buffer,
  INTEGER,
  instance,
  NUMBER,
  outcome,
  takes,
  text,
  UNDEFINED,
  UNKNOWN,
} from './effect-builders.ts';
import { family, type KnownRow, type KnownTable } from './known-table.ts';
import { argumentOf, bytesOf, graphBytesOf } from './sizes.ts';

const printing: KnownRow = {
  source: 'estimate: formats, encodes and writes a line; a write to a terminal or a pipe takes microseconds',
  does: () => outcome(UNDEFINED, allocatesMany(quantity(200, 600, 3000), 'temporary'), takes(4000)),
};

const formatting: KnownRow = {
  source: 'estimate: walks the value, a string of its parts',
  does: (call) =>
    outcome(
      text(quantity(5, 60, 2000)),
      allocatesMany(quantity(100, 500, 4000), 'result'),
      takes(1500),
      takes(2, argumentOf(call, 0).kind === 'object' ? graphBytesOf(argumentOf(call, 0)) : quantity(0)),
    ),
};

const pathText: KnownRow = {
  source: 'estimate: a string of 40 characters, 5 ns a character',
  does: () =>
    outcome(text(quantity(5, 40, 200)), allocatesMany(quantity(40, 100, 300), 'result'), takes(250)),
};

const pathQuestion: KnownRow = {
  source: 'estimate: looks at a character',
  does: () => outcome(BOOLEAN, takes(10)),
};

const compared: KnownRow = {
  source: 'estimate: walks both values',
  does: (call) =>
    outcome(
      UNDEFINED,
      allocatesMany(quantity(0, 200, 2000), 'temporary'),
      takes(500),
      takes(2, argumentOf(call, 0).kind === 'object' ? graphBytesOf(argumentOf(call, 0)) : quantity(0)),
    ),
};

const checked: KnownRow = { source: 'estimate: a test', does: () => outcome(UNDEFINED, takes(20)) };

const reading = (result: Parameters<typeof outcome>[0], bytes: number, nanoseconds: number): KnownRow => ({
  source: 'estimate: a system call or a field',
  does: () =>
    outcome(result, allocatesMany(quantity(bytes * 0.5, bytes, bytes * 3), 'result'), takes(nanoseconds)),
});

const record = { kind: 'object', fields: {} } as const;

export const processAndTools: KnownTable = {
  ...family(
    'console.',
    [
      'log',
      'info',
      'debug',
      'error',
      'warn',
      'trace',
      'dir',
      'table',
      'group',
      'timeEnd',
      'timeLog',
      'assert',
    ],
    printing,
  ),
  ...family('console.', ['time', 'count', 'groupEnd'], checked),
  ...family('', ['process.stdout.write', 'process.stderr.write'], printing),
  ...family('util.', ['format', 'inspect'], formatting),
  'util.promisify': {
    source: 'estimate: a closure',
    does: () => outcome(UNKNOWN, allocatesMany(quantity(100, 200, 400), 'result'), takes(2000)),
  },
  'DebugLogger.prototype.log': {
    source:
      'measured, Node 20.20: 7 ns of what `util.debuglog` returns, where NODE_DEBUG does not ask for it',
    does: () => outcome(UNDEFINED, takes(7)),
  },
  'util.debuglog': {
    source: 'measured, Node 20.20: 950 B and 620 ns',
    does: () => outcome(UNKNOWN, allocatesMany(quantity(500, 950, 1500), 'result'), takes(620)),
  },
  'util.deprecate': {
    source: 'measured, Node 20.20: 1,200 B and 1,330 ns',
    does: () => outcome(UNKNOWN, allocatesMany(quantity(600, 1200, 2000), 'result'), takes(1330)),
  },
  'util.stripVTControlCharacters': {
    source: 'measured, Node 20.20: a short text 48 B and 53 ns',
    does: (call) =>
      outcome(
        text(bytesOf(argumentOf(call, 0))),
        allocatesMany(quantity(24, 48, 200), 'result'),
        takes(50),
        takes(1, bytesOf(argumentOf(call, 0))),
      ),
  },
  'util.isDeepStrictEqual': { ...compared, does: (call) => ({ ...compared.does(call), result: BOOLEAN }) },
  ...family('assert.', ['deepStrictEqual', 'deepEqual', 'notDeepStrictEqual'], compared),
  ...family(
    'assert.',
    ['ok', 'equal', 'strictEqual', 'notStrictEqual', 'notEqual', 'throws', 'match'],
    checked,
  ),
  assert: checked,
  ...family(
    'path.',
    ['join', 'resolve', 'normalize', 'relative', 'dirname', 'basename', 'extname', 'format'],
    pathText,
  ),
  'path.isAbsolute': pathQuestion,
  'path.parse': reading(record, 200, 400),
  ...family('url.', ['fileURLToPath', 'format'], pathText),
  'url.pathToFileURL': reading(instance('URL'), 500, 3000),
  URL: reading(instance('URL'), 500, 2000),
  URLSearchParams: reading(instance('URLSearchParams'), 400, 1500),
  ...family(
    'URLSearchParams.prototype.',
    ['get', 'has', 'set', 'append', 'delete', 'toString'],
    reading(UNKNOWN, 60, 200),
  ),
  'process.memoryUsage': reading(record, 200, 30_000),
  'process.memoryUsage.rss': reading(NUMBER, 16, 20_000),
  'process.cpuUsage': reading(record, 80, 1500),
  'process.resourceUsage': reading(record, 300, 2000),
  'process.uptime': reading(NUMBER, 16, 200),
  'process.cwd': reading(text(quantity(5, 30, 100)), 20, 300),
  'process.exit': { source: 'ends the process', does: () => outcome(UNDEFINED, takes(1000)) },
  ...family('process.', ['on', 'once', 'addListener', 'off', 'removeListener', 'removeAllListeners'], {
    source: 'Node lib/events.js: a listener; signals and errors do not come by themselves',
    does: () => outcome(UNKNOWN, allocatesMany(quantity(40, 100, 300), 'retained'), takes(300)),
  }),
  'process.emitWarning': printing,
  'os.cpus': reading(array(quantity(1, 8, 128), record), 2000, 100_000),
  ...family('os.', ['totalmem', 'freemem', 'uptime', 'availableParallelism'], reading(INTEGER, 16, 3000)),
  ...family(
    'os.',
    ['tmpdir', 'hostname', 'homedir', 'platform', 'arch', 'type', 'release'],
    reading(text(quantity(3, 12, 60)), 40, 500),
  ),
  'os.loadavg': reading(array(quantity(3), NUMBER), 80, 2000),
  'v8.getHeapStatistics': reading(record, 300, 10_000),
  'v8.serialize': {
    source: 'row "structuredClone 2000 objs"',
    does: (call) =>
      outcome(
        buffer(graphBytesOf(argumentOf(call, 0))),
        { kind: 'allocate', space: 'external', bytes: graphBytesOf(argumentOf(call, 0)), lifetime: 'result' },
        takes(1500),
        takes(8, graphBytesOf(argumentOf(call, 0))),
      ),
  },
  'v8.deserialize': {
    source: 'row "structuredClone 2000 objs"',
    does: (call) =>
      outcome(
        UNKNOWN,
        allocatesMany(argumentOf(call, 0).byteLength ?? quantity(100, 10_000, 1e7), 'result'),
        takes(8, argumentOf(call, 0).byteLength ?? quantity(100, 10_000, 1e7)),
      ),
  },
  AbortController: reading(instance('AbortController'), 500, 2000),
  'AbortController.prototype.abort': checked,
  'AbortSignal.timeout': reading(instance('AbortSignal'), 800, 3000),
  AsyncLocalStorage: reading(instance('AsyncLocalStorage'), 200, 1000),
  'AsyncLocalStorage.prototype.run': reading(UNKNOWN, 100, 300),
  'AsyncLocalStorage.prototype.getStore': reading(UNKNOWN, 0, 20),
  'StringDecoder.prototype.write': {
    source: 'as Buffer.prototype.toString',
    does: () =>
      outcome(text(quantity(10, 1000, 65_536)), allocates(quantity(40, 1000, 65_536), 'result'), takes(400)),
  },
};
