/**
 * Our server beside tsserver, each driven as VS Code drives it, in one run: CPU a keystroke, memory on the same project,
 * memory after many edits; how soon lenses answer, and how soon the first one stands in a workspace just opened.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { OurServer } from './our-server.ts';
import { projectSource, writeProject } from './project-source.ts';
import { buildShipped } from './shipped.ts';
import { median, quantile, ratioOfMedians, rounded, spread } from './spread.ts';
import { type TypedText, TypeScriptServer } from './tsserver.ts';

const FILES = 100;
const LINES_PER_FILE = 200;
const EDITED_LINES = 2000;
/** Ten keys in a second, then a look at the result: both servers come to rest. */
const BURSTS = 8;
const WARM_UP_BURSTS = 3;
const KEYS_PER_BURST = 10;
const KEY_EVERY_MS = 100;
const REST_MS = 1500;
const LENS_ANSWERS = 200;
const OPENINGS = 3;
const EDITS = 1000;
/** As often as somebody who types fast lets numbers come. */
const EDITS_PER_FORECAST = 10;
/** Resident memory moves with the garbage collector: the median around a count is compared. */
const SAMPLES = 9;

const bundles = mkdtempSync(path.join(tmpdir(), 'servers-bench-built-'));
await buildShipped(bundles);
const folder = mkdtempSync(path.join(tmpdir(), 'servers-bench-'));
const place = (name: string): string => path.join(folder, name);
const withTags = (text: string): string =>
  text.replaceAll(/^export function relax/gm, '// @migrate approve\nexport function relax');
const project = projectSource(FILES, LINES_PER_FILE).map(({ name, text }) => ({
  name,
  text: withTags(text),
}));
writeProject(folder, project);
const editedFile = place('edited.ts');
const edited = withTags(projectSource(2, EDITED_LINES)[0]?.text ?? '');
writeFileSync(editedFile, edited);
const editedLines = edited.split('\n');
/** A digit into a number of the first function's body, over and over. */
const keyAt: TypedText = (() => {
  const line = editedLines.findIndex((text) => text.includes(') / 3'));
  return {
    line: line + 1,
    offset: (editedLines[line] ?? '').indexOf(') / 3') + ') / 3'.length + 1,
    text: '0',
  };
})();

/** The lines that an editor of common size shows around the cursor. */
const shown = {
  start: { line: Math.max(0, keyAt.line - 25), character: 0 },
  end: { line: keyAt.line + 25, character: 0 },
};

/** CPU a keystroke of both servers, in turns, so that a busy machine burdens each alike. */
const typing = async () => {
  const ours = new OurServer(bundles);
  const theirs = new TypeScriptServer();
  const cpu = { ours: [] as number[], theirs: [] as number[] };
  const lensMs: number[] = [];
  const pingMs: number[] = [];
  const timed = async (answers: number[], ask: () => Promise<unknown>): Promise<void> => {
    const before = performance.now();
    await ask();
    answers.push(performance.now() - before);
  };
  try {
    await ours.start(folder);
    const first = ours.forecast();
    await ours.open(editedFile, edited);
    await first;
    theirs.open(editedFile, edited);
    await theirs.look(editedFile);
    const burst = async (typed: () => Promise<void>): Promise<void> => {
      for (let key = 0; key < KEYS_PER_BURST; key++) {
        const next = pause(KEY_EVERY_MS);
        await typed();
        await next;
      }
      await pause(REST_MS);
    };
    for (let index = 0; index < WARM_UP_BURSTS + BURSTS; index++) {
      const before = [await ours.child.usage(), await theirs.child.usage()] as const;
      await burst(async () => {
        await ours.type(editedFile, keyAt);
        await ours.look(editedFile, shown);
      });
      await burst(async () => {
        theirs.type(editedFile, keyAt);
        await theirs.look(editedFile);
      });
      if (index < WARM_UP_BURSTS) continue;
      cpu.ours.push(((await ours.child.usage()).cpuMs - before[0].cpuMs) / KEYS_PER_BURST);
      cpu.theirs.push(((await theirs.child.usage()).cpuMs - before[1].cpuMs) / KEYS_PER_BURST);
    }
    for (let index = 0; index < LENS_ANSWERS; index++) {
      await timed(lensMs, () => ours.lenses(editedFile, shown));
      await timed(pingMs, () => ours.ping());
    }
  } finally {
    await Promise.all([ours.end(), theirs.end()]);
  }
  return { cpu, lensMs, pingMs };
};

/** From `initialize` to a lens that tells a number, in a server just started. */
const firstLensMs = async (): Promise<number> => {
  const server = new OurServer(bundles);
  try {
    await server.start(folder);
    const start = performance.now();
    const { name, text } = project[0] ?? { name: '', text: '' };
    const numbers = server.forecast();
    await server.open(place(name), text);
    await numbers;
    const [lens] = await server.lenses(place(name), shown);
    if (!/\d .s\b/.test(lens?.command?.title ?? '')) throw new Error(`No lens: ${JSON.stringify(lens)}`);
    return performance.now() - start;
  } finally {
    await server.end();
  }
};

const residentMiB = async (usage: () => Promise<{ readonly residentMiB: number }>): Promise<number> => {
  const samples: number[] = [];
  for (let index = 0; index < SAMPLES; index++) {
    samples.push((await usage()).residentMiB);
    await pause(100);
  }
  return rounded(median(samples));
};

/** Both with the project's main file open, which imports all others, and then with all files open. */
const projectMemory = async () => {
  const ours = new OurServer(bundles);
  const theirs = new TypeScriptServer();
  const main = project.at(-1) ?? { name: '', text: '' };
  try {
    await ours.start(folder);
    const numbers = ours.forecast();
    await ours.open(place(main.name), main.text);
    await numbers;
    theirs.open(place(main.name), main.text);
    await theirs.look(place(main.name));
    const mainOpen = {
      ours: await residentMiB(() => ours.child.usage()),
      tsserver: await residentMiB(() => theirs.child.usage()),
    };
    for (const { name, text } of project.slice(0, -1)) {
      const next = ours.forecast();
      await ours.open(place(name), text);
      await next;
      theirs.open(place(name), text);
      await theirs.look(place(name));
    }
    const allOpen = {
      ours: await residentMiB(() => ours.child.usage()),
      tsserver: await residentMiB(() => theirs.child.usage()),
    };
    return { mainOpen, allOpen };
  } finally {
    await Promise.all([ours.end(), theirs.end()]);
  }
};

/** Resident memory around the hundredth edit and around the last. */
const memoryOverEdits = async () => {
  const server = new OurServer(bundles);
  const around = { hundred: [] as number[], all: [] as number[] };
  try {
    await server.start(folder);
    const first = server.forecast();
    await server.open(editedFile, edited);
    await first;
    for (let edit = 1; edit <= EDITS; edit++) {
      await server.type(editedFile, keyAt);
      if (edit % EDITS_PER_FORECAST === 0) await server.forecast();
      const { residentMiB: resident } = await server.child.usage();
      if (edit >= 60 && edit <= 140) around.hundred.push(resident);
      if (edit > EDITS - 80) around.all.push(resident);
    }
  } finally {
    await server.end();
  }
  return { after100: rounded(median(around.hundred)), after1000: rounded(median(around.all)) };
};

try {
  const { cpu, lensMs, pingMs } = await typing();
  const openings: number[] = [];
  for (let index = 0; index < OPENINGS; index++) openings.push(await firstLensMs());
  const project = await projectMemory();
  const overEdits = await memoryOverEdits();
  const figures = {
    typing: {
      lines: editedLines.length,
      keys: BURSTS * KEYS_PER_BURST,
      cpuMsPerKey: { ours: spread(cpu.ours), tsserver: spread(cpu.theirs) },
      ratioOfMedians: ratioOfMedians(cpu.ours, cpu.theirs),
    },
    lensesFromCacheMs: spread(lensMs),
    /** In turns with the lenses, whose words come with the list: what of their time is the machine's. */
    emptyRequestMs: spread(pingMs),
    firstLensMs: { ...spread(openings), max: rounded(quantile(openings, 1)) },
    residentMiB: {
      ...project,
      ratioMainOpen: rounded(project.mainOpen.ours / project.mainOpen.tsserver),
      ratioAllOpen: rounded(project.allOpen.ours / project.allOpen.tsserver),
      ...overEdits,
      growth: rounded(overEdits.after1000 / overEdits.after100 - 1),
    },
  };
  const results = path.resolve(import.meta.dirname, 'results');
  mkdirSync(results, { recursive: true });
  writeFileSync(path.join(results, 'servers.json'), `${JSON.stringify(figures, null, 2)}\n`);
  console.log(JSON.stringify(figures, null, 2));
} finally {
  for (const made of [folder, bundles]) rmSync(made, { recursive: true, force: true });
}
