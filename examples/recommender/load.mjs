// Starts the recommender, plays its customers at a steady rate for a while, and checks that it has learned.
//
//   node load.mjs [seconds = 30] [requests per second = 100] [items = 131072] [views remembered = 1048576]
//                 [milliseconds between lessons = 8000]

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { pastViews, topicOf } from './shop.mjs';

const [seconds = 30, perSecond = 100, items = 131_072, remembered = 1_048_576, lessonMilliseconds = 8000] =
  process.argv.slice(2).map(Number);

const parameters = [0, items, remembered, lessonMilliseconds].map(String);
const program = fileURLToPath(new URL('main.mjs', import.meta.url));
const service = spawn(process.execPath, [program, ...parameters], { stdio: ['ignore', 'pipe', 'inherit'] });
process.once('exit', () => service.kill('SIGKILL'));
const lines = createInterface({ input: service.stdout })[Symbol.asyncIterator]();
const { value: serving } = await lines.next();
const port = Number(serving.split(' ').at(-1));
const agent = new Agent({ keepAlive: true, maxSockets: 16 });

const views = pastViews(items, seconds * perSecond);
const underWay = [];
const begin = performance.now();
for (let index = 0; index < seconds * perSecond; index++) {
  const early = begin + (1000 * index) / perSecond - performance.now();
  if (early > 1) await pause(early);
  const [first, second] = views.subarray(2 * index, 2 * index + 2);
  underWay.push(
    index % 2 === 0 ? exchange('GET', `/related/${first}`) : exchange('POST', `/view/${first}/${second}`),
  );
}
const answers = await Promise.all(underWay);

let right = 0;
let recommended = 0;
for (let item = 5; item < items; item += Math.floor(items / 40)) {
  for (const other of JSON.parse(await exchange('GET', `/related/${item}`))) {
    recommended++;
    if (topicOf(other) === topicOf(item)) right++;
  }
}
service.kill('SIGTERM');
const { value: stopped } = await lines.next();
await once(service, 'close');
agent.destroy();

console.log(`${answers.length} requests answered`);
const ok = right > 0.9 * recommended;
console.log(
  ok
    ? 'ok: it recommends what customers look at together'
    : `FAILED: ${right} of ${recommended} belong together, ${stopped}`,
);
process.exitCode = ok ? 0 : 1;

/** The body of the answer. */
function exchange(method, path) {
  return new Promise((resolve, reject) => {
    const sent = request({ port, host: '127.0.0.1', method, path, agent }, (response) => {
      let body = '';
      response.on('data', (chunk) => {
        body += chunk;
      });
      response.on('end', () => resolve(body));
    });
    sent.on('error', reject);
    sent.end();
  });
}
