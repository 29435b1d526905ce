import { arrayOf } from '../heap/arrays.ts';
import { ASYNC_ITERATOR_KEY, ITERATOR_KEY } from '../language/iteration.ts';
import { Thing, Unknown, type Value } from '../values/value.ts';
import type { Machine } from './machine.ts';

export const GLOBAL_NAMESPACES: ReadonlySet<string> = new Set([
  'Math',
  'JSON',
  'Reflect',
  'Atomics',
  'Intl',
  'WebAssembly',
  'console',
  'process',
  'performance',
  'crypto',
]);

/** Members of modules that are known under another name: what is global as well, and classes that have a namesake in another module. */
export const SAME_MEMBERS: ReadonlyMap<string, string> = new Map([
  ['dgram.Socket', 'DatagramSocket'],
  ...['http', 'https', 'http2'].map((module): [string, string] => [`${module}.Server`, 'HttpServer']),
  ...['setTimeout', 'setInterval', 'setImmediate', 'clearTimeout', 'clearInterval', 'clearImmediate'].map(
    (name): [string, string] => [`timers.${name}`, name],
  ),
  ['util.isArray', 'Array.isArray'],
  ['util.debug', 'util.debuglog'],
]);

/** What the object of all globals is called. */
export const GLOBAL_OBJECTS: ReadonlySet<string> = new Set(['globalThis', 'window', 'global', 'self']);

export const GLOBAL_CLASSES: ReadonlySet<string> = new Set([
  'Object',
  'Function',
  'Array',
  'Number',
  'String',
  'Boolean',
  'BigInt',
  'Symbol',
  'Date',
  'RegExp',
  'Promise',
  'Proxy',
  'Map',
  'Set',
  'WeakMap',
  'WeakSet',
  'WeakRef',
  'Error',
  'TypeError',
  'RangeError',
  'SyntaxError',
  'ReferenceError',
  'EvalError',
  'URIError',
  'AggregateError',
  'ArrayBuffer',
  'SharedArrayBuffer',
  'DataView',
  'Int8Array',
  'Uint8Array',
  'Uint8ClampedArray',
  'Int16Array',
  'Uint16Array',
  'Int32Array',
  'Uint32Array',
  'Float32Array',
  'Float64Array',
  'BigInt64Array',
  'BigUint64Array',
  'Buffer',
  'URL',
  'URLSearchParams',
  'TextEncoder',
  'TextDecoder',
  'AbortController',
  'AbortSignal',
  'Event',
  'EventTarget',
  'MessageChannel',
  'Blob',
  'Headers',
  'Request',
  'Response',
  'ReadableStream',
  'WritableStream',
  'TransformStream',
  'FinalizationRegistry',
]);

export const GLOBAL_FUNCTIONS: ReadonlySet<string> = new Set([
  'parseInt',
  'parseFloat',
  'isNaN',
  'isFinite',
  'encodeURIComponent',
  'decodeURIComponent',
  'encodeURI',
  'decodeURI',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'clearTimeout',
  'clearInterval',
  'clearImmediate',
  'queueMicrotask',
  'structuredClone',
  'fetch',
  'atob',
  'btoa',
  'escape',
  'unescape',
  'require',
]);

/** Names that mean something without any script's doing. */
export const isLibraryGlobal = (name: string): boolean =>
  GLOBAL_NAMESPACES.has(name) ||
  GLOBAL_CLASSES.has(name) ||
  GLOBAL_FUNCTIONS.has(name) ||
  GLOBAL_OBJECTS.has(name) ||
  name === 'arguments' ||
  globalConstant(name) !== null;

export const globalConstant = (name: string): { readonly value: Value } | null => {
  switch (name) {
    case 'undefined':
      return { value: undefined };
    case 'NaN':
      return { value: Number.NaN };
    case 'Infinity':
      return { value: Number.POSITIVE_INFINITY };
    default:
      return null;
  }
};

const MATH: ReadonlyMap<string, number> = new Map([
  ['Math.PI', Math.PI],
  ['Math.E', Math.E],
  ['Math.LN2', Math.LN2],
  ['Math.LN10', Math.LN10],
  ['Math.LOG2E', Math.LOG2E],
  ['Math.LOG10E', Math.LOG10E],
  ['Math.SQRT2', Math.SQRT2],
  ['Math.SQRT1_2', Math.SQRT1_2],
  ['Number.MAX_SAFE_INTEGER', Number.MAX_SAFE_INTEGER],
  ['Number.MIN_SAFE_INTEGER', Number.MIN_SAFE_INTEGER],
  ['Number.MAX_VALUE', Number.MAX_VALUE],
  ['Number.MIN_VALUE', Number.MIN_VALUE],
  ['Number.EPSILON', Number.EPSILON],
  ['Number.POSITIVE_INFINITY', Number.POSITIVE_INFINITY],
  ['Number.NEGATIVE_INFINITY', Number.NEGATIVE_INFINITY],
  ['Number.NaN', Number.NaN],
]);

/** As on Linux, whose guests migrate. */
const TEXTS: ReadonlyMap<string, string> = new Map([
  ['os.EOL', '\n'],
  ['os.devNull', '/dev/null'],
  ['path.sep', '/'],
  ['path.delimiter', ':'],
  ['process.platform', 'linux'],
]);

/** What Node's parser of HTTP knows (`http.METHODS` of Node 20): servers have a function for each. */
const HTTP_METHODS = (
  'ACL BIND CHECKOUT CONNECT COPY DELETE GET HEAD LINK LOCK M-SEARCH MERGE MKACTIVITY MKCALENDAR MKCOL MOVE NOTIFY ' +
  'OPTIONS PATCH POST PROPFIND PROPPATCH PURGE PUT REBIND REPORT SEARCH SOURCE SUBSCRIBE TRACE UNBIND UNLINK UNLOCK ' +
  'UNSUBSCRIBE'
).split(' ');

/** Constants of library objects, and what a program started without arguments finds in `process`. */
export const namespaceConstant = (machine: Machine, symbol: string): { readonly value: Value } | null => {
  const number = MATH.get(symbol);
  if (number !== undefined) return { value: number };
  const text = TEXTS.get(symbol);
  if (text !== undefined) return { value: text };
  switch (symbol) {
    case 'Symbol.iterator':
      return { value: ITERATOR_KEY };
    case 'Symbol.asyncIterator':
      return { value: ASYNC_ITERATOR_KEY };
    case 'http.METHODS':
      return { value: listOnce(machine, symbol, HTTP_METHODS) };
    case 'process.argv':
      return { value: listOnce(machine, symbol, ['node', machine.root.site.file]) };
    case 'process.env': {
      const env = new Thing(machine.shapeOf(machine.root.site), null, 0, 1);
      return { value: env };
    }
    case 'process.pid':
      return { value: 4242 };
    case 'process.versions':
    case 'process.version':
      return { value: new Unknown('any', null, symbol) };
    default:
      return null;
  }
};

/** The one list of that name that the program reads and may change; `process.argv` may have been given its own. */
const listOnce = (machine: Machine, symbol: string, texts: readonly string[]): Value => {
  const known = machine.globals.get(symbol);
  if (known !== undefined) return known;
  const list = machine.silently(() => arrayOf(machine, machine.root.site, texts));
  machine.globals.set(symbol, list);
  return list;
};
