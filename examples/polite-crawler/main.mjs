// Crawls a small web site page by page, waiting between requests as its robots.txt asks, and builds a word index.
// It spends nearly all its time in `await`. Nothing is tagged yet: ask for suggestions.
//
//   node main.mjs [pages = 24] [crawl delay in milliseconds = 250]

import { setTimeout as pause } from 'node:timers/promises';
import { startSite } from './site.mjs';
import { WordIndex } from './word-index.mjs';

const pages = Number(process.argv[2] ?? 24);
const delayMilliseconds = Number(process.argv[3] ?? 250);

const site = await startSite(pages, delayMilliseconds / 1000);
const index = new WordIndex();
const visited = await crawl(site.origin, index);
await site.close();

console.log(`${visited.size} pages, ${index.size} words, most common: ${index.mostCommon(3).join(', ')}`);
const ok = visited.size === pages && index.pagesWith('home').length === pages;
console.log(ok ? 'ok: every page found and indexed' : `FAILED: expected ${pages} pages, each linking home`);
process.exitCode = ok ? 0 : 1;

/** Breadth first from the root, one request at a time. */
async function crawl(origin, index) {
  const seen = new Set(['/']);
  const queue = ['/'];
  const delay = await crawlDelay(origin);
  // How many pages there are, and how long the site wants us to wait, only the site knows.
  // @migrate assume trips=24
  while (queue.length > 0) {
    const path = queue.shift();
    const html = await (await fetch(origin + path)).text();
    index.add(path, html);
    for (const [, link] of html.matchAll(/href="([^"]+)"/g)) {
      if (!seen.has(link)) {
        seen.add(link);
        queue.push(link);
      }
    }
    // @migrate assume duration=250ms
    await pause(delay);
  }
  return seen;
}

/** Milliseconds between requests that the site asks for; a second when it does not say. */
async function crawlDelay(origin) {
  const robots = await (await fetch(`${origin}/robots.txt`)).text();
  const seconds = /^crawl-delay:\s*([\d.]+)/im.exec(robots);
  return seconds === null ? 1000 : Number(seconds[1]) * 1000;
}
