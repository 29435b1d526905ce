/** Node's own modules that may be named without `node:`. */
const NODE_MODULES: ReadonlySet<string> = new Set([
  'assert',
  'assert/strict',
  'async_hooks',
  'buffer',
  'child_process',
  'cluster',
  'console',
  'constants',
  'crypto',
  'dgram',
  'diagnostics_channel',
  'dns',
  'dns/promises',
  'events',
  'fs',
  'fs/promises',
  'http',
  'http2',
  'https',
  'inspector',
  'module',
  'net',
  'os',
  'path',
  'path/posix',
  'path/win32',
  'perf_hooks',
  'punycode',
  'process',
  'querystring',
  'readline',
  'readline/promises',
  'repl',
  'stream',
  'stream/promises',
  'stream/web',
  'string_decoder',
  'timers',
  'timers/promises',
  'tls',
  'tty',
  'url',
  'util',
  'util/types',
  'v8',
  'vm',
  'wasi',
  'worker_threads',
  'zlib',
]);

/** Modules that are objects within others, or do the same: what is known is known of those. */
const SAME_AS: ReadonlyMap<string, string> = new Map([
  ['assert/strict', 'assert'],
  ['events', 'EventEmitter'],
  ['path/posix', 'path'],
  ['path/win32', 'path'],
  ['util/types', 'util.types'],
]);

/** The name under which what a module of Node's does is known; `null`: the specifier names none. */
export const nodeModuleNamed = (specifier: string): string | null => {
  const name = specifier.replace(/^node:/, '');
  if (name === specifier && !NODE_MODULES.has(name)) return null;
  return SAME_AS.get(name) ?? name;
};
