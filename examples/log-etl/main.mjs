// Turns rotated web-server logs into JSON records with anonymised clients, and totals per route.
// Between two rotations the process only waits: that is when its machine may move.
//
//   node main.mjs [segments = 3] [lines per segment = 150000] [milliseconds between rotations = 1500]

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { writeSegment } from './access-log.mjs';
import { Totals, transform } from './transform.mjs';

const segments = Number(process.argv[2] ?? 3);
const lines = Number(process.argv[3] ?? 150_000);
const rotationMilliseconds = Number(process.argv[4] ?? 1500);

const folder = mkdtempSync(join(tmpdir(), 'log-etl-'));
const written = [];
for (let segment = 0; segment < segments; segment++) {
  written.push(writeSegment(join(folder, `access.log.${segment}`), lines, segment + 1));
}

const totals = new Totals();
for (const { path } of written) {
  // @migrate approve because=frequency
  await pause(rotationMilliseconds);

  const { records, digest } = transform(path, totals);
  console.log(`${records} records, sha256 ${digest.slice(0, 16)}`);
}
rmSync(folder, { recursive: true });

for (const [route, { hits, bytes, errors }] of totals.byTraffic()) {
  console.log(
    `${route.padEnd(10)} ${String(hits).padStart(8)} hits ${String(bytes).padStart(12)} B ${String(errors).padStart(6)} errors`,
  );
}

const expectedBytes = written.reduce((sum, segment) => sum + segment.bytes, 0);
const expectedBroken = written.reduce((sum, segment) => sum + segment.broken, 0);
const agrees = totals.bytes() === expectedBytes && totals.broken === expectedBroken;
console.log(
  agrees
    ? 'ok: totals agree with the servers'
    : `FAILED: expected ${expectedBytes} B, ${expectedBroken} broken lines`,
);
process.exitCode = agrees ? 0 : 1;
