// Tells over HTTP which items of a shop belong together: GET /related/ITEM, and POST /view/ITEM/ITEM for two that one customer
// looked at. Every few seconds it learns from the latest views, which rewrites all it knows within a second; in between it
// hardly writes. That is when its machine may move.
//
//   node main.mjs [port = 8080] [items = 131072] [views remembered = 1048576] [milliseconds between lessons = 8000]

import { createServer } from 'node:http';
import { Embeddings } from './embeddings.mjs';
import { ITEMS_PER_SHELF, pastViews } from './shop.mjs';

const port = Number(process.argv[2] ?? 8080);
const items = Number(process.argv[3] ?? 131_072);
const remembered = Number(process.argv[4] ?? 1_048_576);
const lessonMilliseconds = Number(process.argv[5] ?? 8000);

const embeddings = new Embeddings(items);
/** Pairs of items; the oldest is overwritten first. */
const views = pastViews(items, remembered);
let nextView = 0;
let lessons = 0;

const server = createServer(answer);
// Nobody's connection is closed because a lesson came between two requests.
server.keepAliveTimeout = 60_000;
server.listen(port, '127.0.0.1', () =>
  console.log(`serving ${items} items on port ${server.address().port}`),
);
const timer = setInterval(lesson, lessonMilliseconds);

process.once('SIGTERM', () => {
  clearInterval(timer);
  server.close();
  server.closeAllConnections();
  console.log(`stopped after ${lessons} lessons`);
});

// How many customers there are, only the operator knows.
// @migrate assume calls=100/s
function answer(request, response) {
  const [, what, first, second] = request.url.split('/');
  if (request.method === 'POST' && what === 'view') {
    views[2 * nextView] = Number(first);
    views[2 * nextView + 1] = Number(second);
    nextView = (nextView + 1) % remembered;
    response.writeHead(204).end();
    return;
  }
  const shelf = Math.floor(Number(first) / ITEMS_PER_SHELF) * ITEMS_PER_SHELF;
  const related = embeddings.related(Number(first), shelf, shelf + ITEMS_PER_SHELF, 5);
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(related));
}

function lesson() {
  embeddings.learn(views);
  lessons++;
}
