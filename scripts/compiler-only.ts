import { createRequire } from 'node:module';
import path from 'node:path';
import type { Plugin } from 'esbuild';

/**
 * Bundles of ts-morph only the compiler inside it, which is all that the analysis uses: its wrapper and the texts of the
 * standard library are half of the whole, and want Node. `perf_hooks` is what the compiler would measure itself with.
 */
export const compilerOnly: Plugin = {
  name: 'compiler only',
  setup({ onResolve, onLoad }) {
    const ofTsMorph = createRequire(createRequire(import.meta.url).resolve('ts-morph'));
    const compiler = path.join(path.dirname(ofTsMorph.resolve('@ts-morph/common')), 'typescript.js');
    onResolve({ filter: /^ts-morph$/ }, ({ path }) => ({ path, namespace: 'compiler only' }));
    onLoad({ filter: /./, namespace: 'compiler only' }, () => ({
      contents: `export { default as ts } from ${JSON.stringify(compiler)};`,
      resolveDir: path.dirname(compiler),
    }));
    onResolve({ filter: /^perf_hooks$/ }, ({ path }) => ({ path, namespace: 'nothing' }));
    onLoad({ filter: /./, namespace: 'nothing' }, () => ({ contents: '' }));
  },
};
