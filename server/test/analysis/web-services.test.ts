import { inEnglish } from '@migration-tags/simulator';
import { describe, expect, it } from 'vitest';
import { executionsOf, tripsOf } from './program-fixture.ts';

/** Questions of the function `handle` and of all that it runs. */
const askedIn = (source: string) => {
  const [node] = executionsOf(source, 'function handle');
  const asked: string[] = [];
  const visit = ({ questions, children }: NonNullable<typeof node>): void => {
    asked.push(...[...questions].map(inEnglish));
    for (const child of children.values()) visit(child);
  };
  if (node) visit(node);
  return node ? asked : ['not reached'];
};

const answering = (work: string) => `
  const http = require('http'), url = require('url'), querystring = require('querystring'), net = require('net');
  const debug = require('util').debuglog('service');
  http.createServer(function handle(req, res) { ${work} res.end('done'); }).listen(80);`;

describe('a service of the web', () => {
  it.each([
    'const { pathname, query } = url.parse(req.url, true); pathname.split("/");',
    'const [path, rest] = req.url.slice(1).split("?"); querystring.parse(rest);',
    'const address = new URL(req.url, "http://a.b"); address.pathname.slice(1); address.searchParams.getAll("x");',
    'debug("%s %s", req.method, req.url);',
    'if (net.isIPv4(req.socket.remoteAddress)) req.socket.destroy();',
    'if (!res.headersSent && !res.hasHeader("x")) { res.statusCode = 404; res.removeHeader("y"); }',
    'res.setTimeout(1000); res.setHeader("location", url.resolve("http://a.b", req.url));',
  ])('asks nothing of what Node does: %s', (work) => {
    expect(askedIn(answering(work))).toEqual([]);
  });

  it.each([
    ['http.createServer()', 'request'],
    ['new http.Server()', 'request'],
    ['net.createServer()', 'connection'],
    ['new net.Server()', 'connection'],
  ])('knows what is handed to the listeners of %s for each %s', (server, event) => {
    const source = `
      const http = require('http'), net = require('net');
      const server = ${server};
      server.on('${event}', function handle(one, other) { (other ?? one).write('x'); one.setTimeout(1000); });
      server.listen(80);`;
    expect(askedIn(source)).toEqual([]);
  });

  it('is asked again and again to upgrade', () => {
    const [node] = executionsOf(
      `require('http').createServer().on('upgrade', function handle(req, socket) { socket.end(req.url); }).listen(80);`,
      'function handle',
    );
    expect(node?.recurrence).toBe('without end');
  });

  it('may be a class of its own, as before there were classes', () => {
    expect(
      tripsOf(
        `const EventEmitter = require('events'), util = require('util');
         function Service() { EventEmitter.call(this); }
         util.inherits(Service, EventEmitter);
         Service.prototype.start = function () { this.emit('started', [1, 2, 3]); };
         const service = new Service();
         service.on('started', (parts) => { for (const part of parts) console.log(part); });
         service.start();`,
        'for (const part',
      ),
    ).toBe(3);
  });

  it('has the timers of the module that are global as well', () => {
    const [node] = executionsOf(
      `const { setInterval } = require('timers'); setInterval(function handle() {}, 1000);`,
      'function handle',
    );
    expect(node?.recurrence).toBe('without end');
  });
});
