import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const LINE = /^(\S+) \S+ \S+ \[([^\]]+)\] "(\w+) ([^ ?"]+)(?:\?([^ "]*))? [^"]*" (\d{3}) (\d+)/;

/**
 * Reads one segment, anonymises and counts its lines, and digests the JSON records in order. Every line leaves a
 * dozen short-lived strings and objects behind: the heap's young generation is rewritten over and over.
 */
// The size of a segment cannot be read off the code either.
// @migrate assume size=15MB
// @migrate withdraw because=range
export function transform(path, totals) {
  const digest = createHash('sha256');
  let records = 0;
  // How many lines a segment has cannot be read off the code.
  // @migrate assume trips=150000
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    if (line === '') continue;
    const record = parse(line);
    if (record === null) {
      totals.broken++;
      continue;
    }
    totals.add(record);
    digest.update(JSON.stringify(record));
    records++;
  }
  return { records, digest: digest.digest('hex') };
}

function parse(line) {
  const match = LINE.exec(line);
  if (match === null) return null;
  const [, client, time, method, route, query, status, bytes] = match;
  return {
    client: createHash('sha1').update(client).digest('base64url').slice(0, 10),
    time,
    method,
    route,
    query: Object.fromEntries(new URLSearchParams(query ?? '')),
    status: Number(status),
    bytes: Number(bytes),
  };
}

export class Totals {
  routes = new Map();
  broken = 0;

  add({ route, status, bytes }) {
    const total = this.routes.get(route) ?? { hits: 0, bytes: 0, errors: 0 };
    total.hits++;
    total.bytes += bytes;
    if (status >= 400) total.errors++;
    this.routes.set(route, total);
  }

  bytes() {
    let sum = 0;
    for (const total of this.routes.values()) sum += total.bytes;
    return sum;
  }

  byTraffic() {
    return [...this.routes].sort(([, a], [, b]) => b.bytes - a.bytes);
  }
}
