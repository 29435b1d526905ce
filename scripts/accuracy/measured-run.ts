import { readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * How the measured run of a program differed from what its source says: the `entry` column of pages-programs.csv. A program that takes its
 * size from its command line was measured with a smaller one than its default; the classes of are-we-fast-yet are driven from outside.
 */
interface MeasuredRun {
  readonly replace: string | RegExp;
  readonly by: (folder: string) => string;
}

const text = (by: string) => (): string => by;

/** 30,000 coordinates, about 4 MB of JSON, in the form of kostya/json/generate_json.rb. */
const COORDINATES =
  "JSON.stringify({ coordinates: Array.from({ length: 30000 }, (_, i) => ({ x: i * 0.1234567, y: i * 0.2345678, z: i * 0.3456789, name: 'abcdef ' + i, opts: { 1: [1, true] } })), info: 'some info' })";

/**
 * Only the two loops were repeated: what `main` sets up is old by then. Repeated with its set-up, it writes 7,680 pages in 100 ms; the loops alone 383,
 * 2,433 in five seconds (row: 328 and 2,450).
 */
const BASE64_SETUP = /TRIES = 8192;\s*async function main\(\) \{.*?await notify\(.*?\);/s;
const BASE64_LOOPS = `TRIES = 64;
const b = Buffer.from('a'.repeat(STR_SIZE)); const str2 = b.toString('base64'); const str3 = Buffer.from(str2, 'base64');
async function main() {



`;

const RUNS: Readonly<Record<string, MeasuredRun>> = {
  'plb2/src/javascript/matmul.js': { replace: ': 1500;', by: text(': 400;') },
  'plb2/src/javascript/nqueen.js': { replace: 'let n = 15;', by: text('let n = 11;') },
  'plb2/src/javascript/sudoku.js': { replace: ': 200;', by: text(': 10;') },
  'plb2/src/javascript/bedcov.js': { replace: 'let n = 1000000;', by: text('let n = 200000;') },
  'kostya/base64/test.js': { replace: BASE64_SETUP, by: text(BASE64_LOOPS) },
  'kostya/primes/primes.js': { replace: 'UPPER_BOUND = 5000000;', by: text('UPPER_BOUND = 500000;') },
  'kostya/matmul/matmul.js': { replace: 'parseInt(process.argv[2])', by: text('400') },
  'kostya/json/test.js': { replace: /fs\.readFileSync\("[^"]+", "utf8"\)/, by: text(COORDINATES) },
  'kostya/brainfuck/bf.js': {
    replace: 'fs.readFileSync(process.argv[2].toString()).toString()',
    by: (folder) => JSON.stringify(readFileSync(path.join(folder, 'kostya/brainfuck/bench.b'), 'utf8')),
  },
};

/** Calls of library functions that rows speak of, each as a function of its own on the same line. */
const LIBRARY_CALLS: Readonly<Record<string, readonly [call: string, inFunction: string]>> = {
  'kostya/json/test.js': ['JSON.parse(text)', '((whole) => JSON.parse(whole))(text)'],
};

/** `CD.innerBenchmarkLoop(100)`, `Bounce.benchmark()`. */
const DRIVEN = /^\w+\.(innerBenchmarkLoop|benchmark)\((\d*)\)$/;

/** The program's text as it was run; the same lines, one more at the end where it is driven from outside. */
export const asMeasured = (source: string, file: string, entry: string, folder: string): string => {
  const run = RUNS[file];
  const [call, inFunction] = LIBRARY_CALLS[file] ?? ['', ''];
  if (run !== undefined)
    return source.replace(run.replace, () => run.by(folder)).replace(call, () => inFunction);
  const [, method, argument] = DRIVEN.exec(entry) ?? [];
  return method === undefined ? source : `${source}\nexports.newInstance().${method}(${argument});\n`;
};
