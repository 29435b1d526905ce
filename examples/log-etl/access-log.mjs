import { closeSync, openSync, writeSync } from 'node:fs';

const ROUTES = ['/', '/search', '/cart', '/checkout', '/images', '/api/v1', '/login', '/help'];
const STATUS = [200, 200, 200, 200, 200, 204, 301, 404, 500];

/**
 * Writes one rotated log in the combined format and says what the servers know of it. About one line in a
 * thousand is cut short, as by a full disk.
 */
export function writeSegment(path, lines, seed) {
  const random = generator(seed);
  const file = openSync(path, 'w');
  let bytes = 0;
  let broken = 0;
  let block = '';
  for (let line = 0; line < lines; line++) {
    const client = `10.${random(4)}.${random(256)}.${random(256)}`;
    const clock = `${two(line / 3600 / 100)}:${two((line / 6000) % 60)}:${two((line / 100) % 60)}`;
    const route = ROUTES[Math.min(random(ROUTES.length), random(ROUTES.length))];
    const size = 200 + random(50_000);
    const text = `${client} - - [22/Nov/2026:${clock} +0000] "GET ${route}?id=${random(100_000)} HTTP/1.1" ${STATUS[random(STATUS.length)]} ${size} "-" "probe/${random(9)}"`;
    if (random(1000) === 0) {
      broken++;
      block += `${text.slice(0, 30)}\n`;
    } else {
      bytes += size;
      block += `${text}\n`;
    }
    if (block.length > 65_536) {
      writeSync(file, block);
      block = '';
    }
  }
  writeSync(file, block);
  closeSync(file);
  return { path, bytes, broken };
}

const two = (value) => String(Math.floor(value)).padStart(2, '0');

/** Integers below a bound from a linear congruential generator (the constants of Numerical Recipes, ranqd1). */
function generator(seed) {
  let state = seed >>> 0;
  return (bound) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
}
