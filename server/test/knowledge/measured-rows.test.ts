import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { microRows } from '../../../scripts/accuracy/measured-rows.ts';
import type { Effect } from '../../src/analysis/effects/effect.ts';
import { quantity } from '../../src/analysis/effects/quantity.ts';
import type { KnownCall } from '../../src/analysis/knowledge/known-effect.ts';
import { knownEffect } from '../../src/analysis/knowledge/known-effects.ts';
import { callOf, NOTHING_KNOWN, view } from './calls.ts';

const rows = microRows(readFileSync(path.join(import.meta.dirname, '../data/pages-micro.csv'), 'utf8'));

const rowOf = (name: string) => {
  const row = rows.find((one) => one.name === name);
  if (row === undefined) throw new Error(`no row ${name}`);
  return row;
};

const heapBytes = (effect: Effect): number => {
  if (effect.kind === 'seq') return effect.parts.reduce((sum, part) => sum + heapBytes(part), 0);
  return effect.kind === 'allocate' && effect.space !== 'external' ? effect.bytes.likely : 0;
};

const nanoseconds = (effect: Effect): number => {
  if (effect.kind === 'seq') return effect.parts.reduce((sum, part) => sum + nanoseconds(part), 0);
  return effect.kind === 'compute' ? effect.nanoseconds.likely : 0;
};

type Calls = readonly (readonly [symbol: string, times: number, call: KnownCall])[];

const number = (value: number) => view({ kind: 'number', number: quantity(value) });
const bytes = (length: number, elementBytes = 1) =>
  view({ kind: 'bytes', length: quantity(length), byteLength: quantity(length * elementBytes) });
const characters = (length: number) => view({ kind: 'string', length: quantity(length) });
const elements = (length: number) => view({ kind: 'array', length: quantity(length) });
const callback = view({ kind: 'function' });
const MiB = 1024 * 1024;

/** The library calls of one iteration of a measured entity. */
const entities: readonly (readonly [row: string, calls: Calls])[] = [
  ['JSON.parse 130 KB', [['JSON.parse', 1, callOf(NOTHING_KNOWN, characters(130_000))]]],
  [
    'regex exec global over 100 KB',
    [['String.prototype.matchAll', 1, callOf(characters(98_000), view({ kind: 'regexp' }))]],
  ],
  ['regex test (no captures)', [['RegExp.prototype.test', 1000, callOf(NOTHING_KNOWN, characters(1006))]]],
  [
    'string split/join 100 KB',
    [
      ['String.prototype.split', 1, callOf(characters(100_800), view({ kind: 'string', text: ' ' }))],
      ['Array.prototype.join', 1, callOf(elements(16_801), view({ kind: 'string', text: '-' }))],
    ],
  ],
  [
    'closures: map/filter/reduce over 10k',
    [
      ['Array.prototype.map', 1, callOf(elements(10_000), callback)],
      ['Array.prototype.filter', 1, callOf(elements(10_000), callback)],
      ['Array.prototype.reduce', 1, callOf(elements(5_000), callback)],
    ],
  ],
  ['Date.now / performance.now loop', [['performance.now', 20_000, callOf(NOTHING_KNOWN)]]],
  [
    'Buffer.toString+from base64 128KB',
    [
      ['Buffer.prototype.toString', 1, callOf(bytes(131_072), view({ kind: 'string', text: 'base64' }))],
      [
        'Buffer.from',
        1,
        callOf(NOTHING_KNOWN, characters(174_764), view({ kind: 'string', text: 'base64' })),
      ],
    ],
  ],
];

const timed: readonly (readonly [row: string, calls: Calls])[] = [
  ...entities,
  [
    'Float64Array.fill() native 16 MB',
    [['Float64Array.prototype.fill', 1, callOf(bytes(2 * MiB, 8), number(1))]],
  ],
  [
    'Buffer.copy 4 MB -> fixed buffer',
    [['Buffer.prototype.copy', 1, callOf(bytes(4 * MiB), bytes(4 * MiB))]],
  ],
  ['Buffer.from(64KB) new per iteration', [['Buffer.from', 32, callOf(NOTHING_KNOWN, bytes(65_536))]]],
  [
    'crypto sha256 over constant 1 MB buffer',
    [
      ['crypto.createHash', 1, callOf(NOTHING_KNOWN, view({ kind: 'string', text: 'sha256' }))],
      ['Hash.prototype.update', 1, callOf(NOTHING_KNOWN, bytes(MiB))],
      ['Hash.prototype.digest', 1, callOf(NOTHING_KNOWN)],
    ],
  ],
  ['crypto.randomBytes 64KB', [['crypto.randomBytes', 1, callOf(NOTHING_KNOWN, number(65_536))]]],
  ['zlib.deflateSync 256 KB', [['zlib.deflateSync', 1, callOf(NOTHING_KNOWN, bytes(260_000))]]],
  [
    'fs.readSync 64KB into one reused buffer',
    [['fs.readSync', 16, callOf(NOTHING_KNOWN, number(3), bytes(65_536), number(0), number(65_536))]],
  ],
  ['EventEmitter.emit loop', [['EventEmitter.prototype.emit', 100_000, callOf(NOTHING_KNOWN)]]],
];

const total = (calls: Calls, of: (effect: Effect) => number): number =>
  calls.reduce((sum, [symbol, times, call]) => {
    const outcome = knownEffect(symbol)?.(call);
    if (outcome === undefined) throw new Error(`${symbol} is not known`);
    return sum + times * of(outcome.effect);
  }, 0);

describe('rows that rest on a measurement agree with it', () => {
  test.each(entities)('%s: bytes allocated on the heap within a factor of 1.6', (name, calls) => {
    const row = rowOf(name);
    const ratio = total(calls, heapBytes) / (row.allocationMBPerSecond * 1e6 * (row.iterationMs / 1e3));
    expect(ratio).toBeGreaterThan(1 / 1.6);
    expect(ratio).toBeLessThan(1.6);
  });

  test.each(
    timed,
  )('%s: time within a factor of 3 (the collector and page faults are not in it)', (name, calls) => {
    const ratio = total(calls, nanoseconds) / 1e6 / rowOf(name).iterationMs;
    expect(ratio).toBeGreaterThan(1 / 3);
    expect(ratio).toBeLessThan(3);
  });
});
