import { createServer } from 'node:http';

const WORDS = 'memory page round copy link switch quiet moment task host guest stop range rate budget'.split(
  ' ',
);

/** Serves `pages` generated pages on a free local port: page n links home and to pages 2n + 1 and 2n + 2. */
export async function startSite(pages, crawlDelaySeconds) {
  const server = createServer((request, response) => {
    if (request.url === '/robots.txt') {
      response.end(`User-agent: *\nCrawl-delay: ${crawlDelaySeconds}\n`);
      return;
    }
    const number = request.url === '/' ? 0 : Number(request.url?.slice('/page/'.length));
    if (Number.isInteger(number) && number >= 0 && number < pages) {
      response.setHeader('content-type', 'text/html');
      response.end(page(number, pages));
    } else {
      response.statusCode = 404;
      response.end('not here');
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

function page(number, pages) {
  const links = [2 * number + 1, 2 * number + 2].filter((next) => next < pages);
  const words = Array.from({ length: 400 }, (_, i) => WORDS[(number * 7 + i * i) % WORDS.length]);
  return (
    `<h1>Page ${number}</h1><p>${words.join(' ')}</p><a href="/">home</a>` +
    links.map((next) => `<a href="/page/${next}">next</a>`).join('')
  );
}
