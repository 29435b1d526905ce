import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';

const run = promisify(execFile);
const folder = path.resolve(import.meta.dirname, '../examples');

interface Example {
  readonly entry: string;
  /** Small parameters, for a run well below a second. */
  readonly parameters: readonly string[];
  readonly prints: readonly string[];
}

const examples: readonly Example[] = [
  {
    entry: 'conjugate-gradient/main.mjs',
    parameters: ['96', '2', '16'],
    prints: [
      'step 1: 13 iterations, residual 7.4e-7, energy 0.059064, checkpoint 23272450d267',
      'step 2: 12 iterations, residual 1.6e-6, energy 0.057026, checkpoint ebab46b00974',
      'ok: every mode decayed as it must',
    ],
  },
  {
    entry: 'log-etl/main.mjs',
    parameters: ['2', '2000', '10'],
    prints: [
      '1997 records, sha256 e64cd6b2094d3b9f',
      '1999 records, sha256 9928a5c15b9f4429',
      '/               898 hits     22826549 B    215 errors',
      'ok: totals agree with the servers',
    ],
  },
  {
    entry: 'image-convolution/main.js',
    parameters: ['256', '3', '12'],
    prints: [
      'edges of 256 x 256 pixels, sha256 f11065dcb52f3d84',
      'radii found: 0.188, 0.354',
      'ok: both rings found',
    ],
  },
  {
    entry: 'simulated-annealing/main.js',
    parameters: ['60', '0.5'],
    prints: ['60 cities: 31.2971 -> 6.0162 after 500000 moves', 'ok: a valid tour, and a short one'],
  },
  {
    entry: 'polite-crawler/main.mjs',
    parameters: ['7', '5'],
    prints: ['7 pages, 17 words, most common: page, quiet, memory', 'ok: every page found and indexed'],
  },
  {
    entry: 'recommender/load.mjs',
    parameters: ['2', '100', '2048', '16384', '250'],
    prints: ['200 requests answered', 'ok: it recommends what customers look at together'],
  },
];

describe('examples run to their end and check their own results', () => {
  test.each(examples)('$entry', async ({ entry, parameters, prints }) => {
    const { stdout } = await run(process.execPath, [path.join(folder, entry), ...parameters]);
    const lines = stdout.split('\n');
    for (const line of prints) expect(lines).toContain(line);
  });

  test('every folder of examples/ is among them', () => {
    const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map(({ name }) => name).sort()).toEqual(
      examples.map(({ entry }) => path.dirname(entry)).sort(),
    );
  });
});
