import type { BuildOptions } from 'esbuild';
import { compilerOnly } from './compiler-only.ts';

/** The analysis carries the TypeScript compiler: a bundle of its own, loaded on first use. */
const ANALYSIS_BUNDLE = './analysis.js';
/** So is the client's protocol library, which activation must not wait for. */
const LANGUAGE_CLIENT_BUNDLE = './language-client.js';

const node: BuildOptions = {
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  external: ['vscode', ANALYSIS_BUNDLE, LANGUAGE_CLIENT_BUNDLE],
  // jsonc-parser's `main` is UMD, whose inner requires no bundler follows.
  mainFields: ['module', 'main'],
};

/** Nothing of Node resolves on this platform: an import of it fails the build. */
const browser: BuildOptions = {
  platform: 'browser',
  target: 'es2022',
  format: 'iife',
  mainFields: ['browser', 'module', 'main'],
};

/** For every host: Node requires it, a web worker takes it from its global scope. */
export const analysisBundle: BuildOptions = {
  ...browser,
  entryPoints: ['server/src/analysis/index.ts'],
  outfile: 'dist/analysis.js',
  globalName: 'migrationTagsAnalysis',
  footer: { js: `if (typeof module === 'object') module.exports = migrationTagsAnalysis;` },
  plugins: [compilerOnly],
  // The compiler takes Node for its host wherever it sees a process; the analysis gives it every text.
  define: { 'process.browser': 'true' },
};

/** Of the extension and the command line where there is Node. */
export const nodeBundles: readonly BuildOptions[] = [
  { ...node, entryPoints: ['client/src/node/main.ts'], outfile: 'dist/client.js' },
  { ...node, entryPoints: ['client/src/node/language-client.ts'], outfile: 'dist/language-client.js' },
  { ...node, entryPoints: ['server/src/lsp/node/main.ts'], outfile: 'dist/server.js' },
  {
    ...node,
    entryPoints: ['server/src/lsp/node/prediction-worker.ts'],
    outfile: 'dist/prediction-worker.js',
  },
  { ...node, entryPoints: ['server/src/cli/main.ts'], outfile: 'dist/cli.js' },
  { ...node, entryPoints: ['server/src/cli/experiment/worker.ts'], outfile: 'dist/experiment-worker.js' },
];

/** Of the extension where there is no Node; `vscode` is what its host provides. */
export const browserBundles: readonly BuildOptions[] = [
  {
    ...browser,
    format: 'cjs',
    external: ['vscode'],
    entryPoints: ['client/src/browser/main.ts'],
    outfile: 'dist/browser/client.js',
  },
  { ...browser, entryPoints: ['server/src/lsp/browser/main.ts'], outfile: 'dist/browser/server.js' },
  {
    ...browser,
    entryPoints: ['server/src/lsp/browser/prediction-worker.ts'],
    outfile: 'dist/browser/prediction-worker.js',
  },
];

/** Of the preview page. */
export const pageBundle: BuildOptions = {
  ...browser,
  entryPoints: ['client/webview/preview-page.ts'],
  outfile: 'dist/preview-page.js',
};
