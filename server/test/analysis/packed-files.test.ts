import { expect, it } from 'vitest';
import type { Quantity } from '../../src/analysis/effects/quantity.ts';
import { sum } from '../../src/analysis/effects/quantity.ts';
import { executionsOf } from './program-fixture.ts';

/** 1,000 lines of 40 characters stand for a hundred times as many, which gzip has packed. */
const LINES = Array.from({ length: 1000 }, (_, index) => `${1000 + index},abc,`.padEnd(39, '0'));
const ROWS = 100_000;
const FILES = {
  'rows.gz': { bytes: 400_000, unpacked: { bytes: ROWS * 40, start: `${LINES.join('\n')}\n` } },
};

const iterationsOf = (source: string, head: string): Quantity =>
  sum(executionsOf(source, head, FILES).map(({ trips }) => trips));

it.each([
  [
    'read line by line',
    `const fs = require('fs'); const zlib = require('zlib'); const readline = require('readline');
     async function main() {
       const input = fs.createReadStream('rows.gz').pipe(zlib.createGunzip());
       for await (const line of readline.createInterface({ input })) line.trim();
     }
     main();`,
    'for await',
  ],
  [
    'unpacked as a whole',
    `const fs = require('fs'); const zlib = require('zlib');
     for (const line of zlib.gunzipSync(fs.readFileSync('rows.gz')).toString().split('\\n')) line.trim();`,
    'for (const line',
  ],
  [
    'by a stream that has a name',
    `const fs = require('fs'); const zlib = require('zlib'); const readline = require('readline');
     async function main() {
       const unpacked = zlib.createUnzip();
       fs.createReadStream('rows.gz').pipe(unpacked);
       for await (const line of readline.createInterface({ input: unpacked })) line.trim();
     }
     main();`,
    'for await',
  ],
])('a packed file has as many lines as unpacked: %s', (_, source, head) => {
  const { low, likely, high } = iterationsOf(source, head);
  expect(likely).toBeGreaterThan(ROWS * 0.9);
  expect(likely).toBeLessThan(ROWS * 1.1);
  expect(low).toBeLessThanOrEqual(ROWS);
  expect(high).toBeGreaterThanOrEqual(ROWS);
});

it('chunks of what is unpacked are those that zlib hands over', () => {
  const { likely } = iterationsOf(
    `const fs = require('fs'); const zlib = require('zlib');
     async function main() {
       for await (const chunk of fs.createReadStream('rows.gz').pipe(zlib.createGunzip())) chunk.length;
     }
     main();`,
    'for await',
  );
  expect(likely).toBe(Math.ceil((ROWS * 40) / 16_384));
});
