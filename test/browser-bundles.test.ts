import path from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { analysisBundle, browserBundles, nodeBundles, pageBundle } from '../scripts/bundles.ts';

const root = path.resolve(import.meta.dirname, '..');

/** What a browser lacks though every module of Node's sees it; `require` shows in the imports. */
const NODE_GLOBALS = ['process', 'Buffer', 'global', '__dirname', '__filename'];

const bundled = (options: BuildOptions) =>
  build({
    ...options,
    absWorkingDir: root,
    bundle: true,
    write: false,
    metafile: true,
    logLevel: 'silent',
  });

/** Modules that the bundle loads when it runs, but for those that its host provides. */
const importsOf = async (options: BuildOptions): Promise<readonly string[]> =>
  Object.values((await bundled(options)).metafile.outputs).flatMap(({ imports }) =>
    imports.map(({ path }) => path).filter((name) => !options.external?.includes(name)),
  );

/**
 * Of our own code: libraries look whether there is Node before they use it. A free name is given another one, which
 * tells it from a property or a local variable.
 */
const nodeGlobalsIn = async (options: BuildOptions): Promise<readonly string[]> => {
  const define = Object.fromEntries(NODE_GLOBALS.map((name) => [name, `${name}__OF_NODE`]));
  const { outputFiles } = await bundled({ ...options, packages: 'external', plugins: [], define });
  return NODE_GLOBALS.filter((name) => outputFiles.some(({ text }) => text.includes(`${name}__OF_NODE`)));
};

const named = (bundles: readonly BuildOptions[]): [string, BuildOptions][] =>
  bundles.map((options) => [options.outfile ?? '', options]);

describe('the bundles for a browser', () => {
  test.each(
    named([...browserBundles, analysisBundle, pageBundle]),
  )('%s asks for nothing of Node', async (_, options) => {
    expect(await importsOf(options)).toEqual([]);
    expect(await nodeGlobalsIn(options)).toEqual([]);
  });

  test('would not be made with a module of Node, and would be found out with a global', async () => {
    const [first] = browserBundles;
    const code = (contents: string): BuildOptions => ({ ...first, entryPoints: [], stdin: { contents } });
    await expect(importsOf(code(`import 'node:fs';`))).rejects.toThrow('Could not resolve "node:fs"');
    expect(await nodeGlobalsIn(code('console.log(process.pid, window.process);'))).toEqual(['process']);
  });
});

describe('the bundles for Node', () => {
  test.each(
    named([...nodeBundles, analysisBundle]),
  )('%s is ASCII: one character beyond Latin-1 doubles the text that each thread keeps', async (_, options) => {
    const [text = ''] = (await bundled({ ...options, minify: true, legalComments: 'none' })).outputFiles.map(
      ({ text }) => text,
    );
    expect(text).not.toBe('');
    expect(/.{0,40}\P{ASCII}/u.exec(text)?.[0] ?? null).toBeNull();
  });
});
