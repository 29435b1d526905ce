/** Writes migration-tags-VERSION.vsix into the root: the minified bundles and the files they need, nothing else. */
import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { createVSIX } from '@vscode/vsce';

const root = path.resolve(import.meta.dirname, '..');
const { name, version }: { readonly name: string; readonly version: string } = JSON.parse(
  readFileSync(path.join(root, 'package.json'), 'utf8'),
);
const packagePath = path.join(root, `${name}-${version}.vsix`);

const built = spawnSync('npx', ['--no-install', 'tsx', path.join(root, 'scripts/build.ts'), '--minify'], {
  cwd: root,
  stdio: 'inherit',
});
if (built.status !== 0) process.exit(1);

await createVSIX({
  cwd: root,
  packagePath,
  dependencies: false,
  allowMissingRepository: true,
  rewriteRelativeLinks: false,
});
console.log(`${path.basename(packagePath)}: ${(statSync(packagePath).size / 2 ** 20).toFixed(2)} MiB`);
