/** The measured process: a program whose expression is evaluated over and over, and the line to whoever measures it. */
import { readSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import vm from 'node:vm';
import { offerTracking } from './kernel.ts';
import { MEETING_PLACE, type MeetingPlace } from './measurable-source.ts';
import { CHANNEL, type Message, type Orders, parseOrders } from './messages.ts';

const say = (message: Message): void => {
  writeSync(CHANNEL, `${JSON.stringify(message)}\n`);
};

/** The next line from the other side, waited for without the event loop. */
const hear = (): string => {
  const chunk = Buffer.alloc(1 << 16);
  let text = '';
  while (!text.endsWith('\n')) {
    const bytes = readSync(CHANNEL, chunk);
    if (bytes === 0) throw new Error('nobody measures any more');
    text += chunk.toString('latin1', 0, bytes);
  }
  return Buffer.from(text, 'latin1').toString('utf8');
};

/** One byte is enough for an answer, and no new memory is. */
const answer = Buffer.alloc(1);

/** Waits until the other side has counted. */
const ask = (message: Message): void => {
  say(message);
  readSync(CHANNEL, answer);
};

/** Calls inside a call of the same function belong to it. */
let depth = 0;
let entered = 0;
let isWarm = false;

const place: MeetingPlace = {
  enter: () => {
    if (!isWarm || depth++ > 0) return;
    ask({ kind: 'enter' });
    entered = performance.now();
  },
  leave: () => {
    const milliseconds = performance.now() - entered;
    if (isWarm && --depth === 0) ask({ kind: 'leave', milliseconds });
  },
};

const load = ({ file, before, host, code }: Orders): void => {
  Object.defineProperty(globalThis, MEETING_PLACE, { value: place });
  vm.runInThisContext(host);
  for (const script of before) vm.runInThisContext(script.code, { filename: script.file });
  if (before.length > 0) {
    vm.runInThisContext(code, { filename: file });
    return;
  }
  const names = ['exports', 'require', 'module', '__filename', '__dirname'];
  const module = { exports: {} };
  const wrapped: unknown = vm.runInThisContext(`(function (${names.join(', ')}) {${code}\n})`, {
    filename: file,
  });
  if (typeof wrapped === 'function')
    wrapped.call(module.exports, module.exports, createRequire(file), module, file, path.dirname(file));
};

/** The latest rounds' times, in one block: a list that is pushed to leaves young copies of itself behind, which make the semi-spaces grow. */
const times = new Float64Array(200);

/** Rounds for so many seconds, at least one; how long one took at the median of the last ones. */
const repeatFor = async (seconds: number, round: () => unknown): Promise<number> => {
  let rounds = 0;
  const end = performance.now() + seconds * 1000;
  do {
    const start = performance.now();
    const result = round();
    if (result instanceof Promise) await result;
    times[rounds++ % times.length] = performance.now() - start;
  } while (performance.now() < end);
  const timed = times.slice(0, rounds).sort();
  return timed[timed.length >> 1] ?? Number.NaN;
};

const run = async (orders: Orders): Promise<void> => {
  const tracking = offerTracking();
  process.argv = [process.execPath, orders.file, ...orders.programArguments];
  process.chdir(path.dirname(orders.file));
  load(orders);
  const { round } = place;
  if (round === undefined) throw new Error('the program left before its last line');
  say({ kind: 'ready', tracking });
  const iterationMs = await repeatFor(orders.warmUpSeconds, round);
  ask({ kind: 'warm', iterationMs });
  isWarm = true;
  for (let empty = 0; empty < orders.emptyCalls; empty++) {
    place.enter();
    place.leave();
  }
  await repeatFor(orders.stopAfterSeconds ?? Number.POSITIVE_INFINITY, round);
};

run(parseOrders(hear())).then(
  () => process.exit(0),
  (error: unknown) => {
    say({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) });
    process.exit(1);
  },
);
