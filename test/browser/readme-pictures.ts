import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';

const readme = path.resolve(import.meta.dirname, '../../README.md');

/** Fails when the README shows a picture that none of the sessions took. */
export const everyPictureWasTaken = (taken: ReadonlySet<string>): void => {
  const named = [...readFileSync(readme, 'utf8').matchAll(/\(docs\/images\/([\w-]+)\.png\)/g)].flatMap(
    ([, name]) => name ?? [],
  );
  assert.ok(named.length > 10, `only ${named.length} pictures`);
  assert.deepEqual(
    named.filter((name) => !taken.has(name)),
    [],
  );
};
