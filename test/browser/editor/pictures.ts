import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { EditorCheck } from './check.ts';

const readme = path.resolve(import.meta.dirname, '../../../README.md');

/** The last check: it asks what the ones before have left. */
export const pictureChecks: readonly EditorCheck[] = [
  {
    name: 'every picture of the README was taken',
    run: async (workbench) => {
      const named = [...readFileSync(readme, 'utf8').matchAll(/\(docs\/images\/([\w-]+)\.png\)/g)].flatMap(
        ([, name]) => name ?? [],
      );
      assert.ok(named.length > 10, `only ${named.length} pictures`);
      assert.deepEqual(
        named.filter((name) => !workbench.taken.has(name)),
        [],
      );
    },
  },
];
