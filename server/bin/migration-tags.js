#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const bundle = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

if (existsSync(bundle)) {
  // Not `import`: to import CommonJS, Node would first search the whole bundle for names it exports.
  createRequire(import.meta.url)(bundle);
} else {
  process.stderr.write('migration-tags is not built yet: run `npm run build` in its checkout first.\n');
  process.exitCode = 2;
}
