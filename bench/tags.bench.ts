/** One keystroke in a 2,000-line file: outline, directives, binding and syntax rules. Limit: 20 ms of CPU at p95. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { OutlineCache } from '../server/src/analysis/frontend/outline.ts';
import { syntaxFindings } from '../server/src/rules/index.ts';
import { readTags } from '../server/src/tags/index.ts';

const LINES = 2000;
const WARM_UP = 200;
const KEYSTROKES = 1000;
const LIMIT_MS = 20;

/** Forty lines: loops, callbacks, a class, a template, and as many directives as a heavily tagged file has. */
const section = (n: number): string => `
/** Section ${n}: solves one block. */
// @migrate withdraw because=range
export async function solve${n}(rows: Float64Array, limit: number): Promise<number> {
  let residual = 0;
  for (let i = 0; i < rows.length; i++) {
    const value = rows[i] ?? 0;
    residual += value * value;
  }
  // @migrate approve begin checkpoint
  const text = \`residual \${residual.toFixed(3)} of \${limit}\`;
  await store.write('checkpoint-${n}', text);
  log(text);
  // @migrate end checkpoint
  if (residual > limit) {
    return solve${n}(rows.map((value) => value / 2), limit);
  } else {
    queue.push({ n: ${n}, residual, done: () => residual < limit });
  }
  return residual;
}

export class Worker${n} {
  readonly #seen = new Map<string, number>();
  // how often each key came
  count(key: string): number {
    const count = (this.#seen.get(key) ?? 0) + 1;
    this.#seen.set(key, count);
    return count;
  }

  // @migrate approve downtime<=50ms
  async drain(): Promise<void> {
    while (queue.length > 0) {
      const job = queue.shift();
      if (job === undefined) break;
      await job.done();
    }
  }
}
`;

const sourceText = (): string => {
  const sections = Array.from({ length: Math.ceil(LINES / section(0).split('\n').length) + 1 }, (_, n) =>
    section(n),
  );
  return sections.join('').split('\n').slice(0, LINES).join('\n');
};

const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;

/** Types a line of code letter by letter at changing places, as someone writing would. */
const measure = (): { readonly cpuMs: readonly number[]; readonly directives: number } => {
  const cache = new OutlineCache();
  let text = sourceText();
  cache.outline('bench.ts', text);
  const typed = '\n  const total = rows.reduce((sum, row) => sum + row, 0); // note';
  const cpuMs: number[] = [];
  let directives = 0;
  for (let stroke = 0; stroke < WARM_UP + KEYSTROKES; stroke++) {
    const letter = stroke % typed.length;
    const line = 1 + ((Math.floor(stroke / typed.length) * 397) % (LINES - 2));
    const offset = nthLineEnd(text, line) + letter;
    text = text.slice(0, offset) + (typed[letter] ?? '') + text.slice(offset);
    const before = process.cpuUsage();
    const outline = cache.outline('bench.ts', text);
    const sheet = readTags(outline);
    syntaxFindings(outline, sheet, {});
    const { user, system } = process.cpuUsage(before);
    if (stroke >= WARM_UP) cpuMs.push((user + system) / 1000);
    directives = sheet.directives.length;
    // Keeps the file at its size.
    if (letter === typed.length - 1) text = sourceText();
  }
  return { cpuMs: cpuMs.sort((a, b) => a - b), directives };
};

const nthLineEnd = (text: string, line: number): number => {
  let offset = -1;
  for (let n = 0; n < line; n++) offset = text.indexOf('\n', offset + 1);
  return offset;
};

const { cpuMs, directives } = measure();
const rounded = (value: number): number => Number(value.toFixed(3));
const result = {
  lines: LINES,
  directives,
  keystrokes: KEYSTROKES,
  cpuMsPerKeystroke: {
    p50: rounded(quantile(cpuMs, 0.5)),
    p95: rounded(quantile(cpuMs, 0.95)),
    max: rounded(quantile(cpuMs, 1)),
  },
  limitMs: LIMIT_MS,
};
const folder = path.join(import.meta.dirname, 'results');
mkdirSync(folder, { recursive: true });
writeFileSync(path.join(folder, 'tags.json'), `${JSON.stringify(result, null, 2)}\n`);
process.stdout.write(`${JSON.stringify(result.cpuMsPerKeystroke)} ms of CPU, limit ${LIMIT_MS} at p95\n`);
if (result.cpuMsPerKeystroke.p95 > LIMIT_MS) process.exitCode = 1;
