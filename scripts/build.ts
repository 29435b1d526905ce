/** Bundles every entry into dist/. `--minify` for the package, `--watch` while developing. */
import { type BuildOptions, build, context } from 'esbuild';

const minify = process.argv.includes('--minify');
const watch = process.argv.includes('--watch');

/** The analysis carries the TypeScript compiler: a bundle of its own, required on first use. */
const ANALYSIS_BUNDLE = './analysis.js';
/** So does the client's protocol library, which activation must not wait for. */
const LANGUAGE_CLIENT_BUNDLE = './language-client.js';

const shared: BuildOptions = {
  bundle: true,
  minify,
  sourcemap: minify ? false : 'linked',
  logLevel: 'warning',
  legalComments: 'none',
};

const node: BuildOptions = {
  ...shared,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  external: ['vscode', ANALYSIS_BUNDLE, LANGUAGE_CLIENT_BUNDLE],
  // jsonc-parser's `main` is UMD, whose inner requires no bundler follows.
  mainFields: ['module', 'main'],
};

const page: BuildOptions = { ...shared, platform: 'browser', target: 'es2022', format: 'iife' };

const bundles: readonly BuildOptions[] = [
  { ...node, entryPoints: ['client/src/node/main.ts'], outfile: 'dist/client.js' },
  { ...node, entryPoints: ['client/src/node/language-client.ts'], outfile: 'dist/language-client.js' },
  { ...node, entryPoints: ['server/src/lsp/node/main.ts'], outfile: 'dist/server.js' },
  {
    ...node,
    entryPoints: ['server/src/lsp/node/prediction-worker.ts'],
    outfile: 'dist/prediction-worker.js',
  },
  { ...node, entryPoints: ['server/src/analysis/index.ts'], outfile: 'dist/analysis.js' },
  { ...node, entryPoints: ['server/src/cli/main.ts'], outfile: 'dist/cli.js' },
  { ...node, entryPoints: ['server/src/cli/experiment/worker.ts'], outfile: 'dist/experiment-worker.js' },
  { ...page, entryPoints: ['client/webview/preview-page.ts'], outfile: 'dist/preview-page.js' },
];

if (watch) {
  await Promise.all(bundles.map(async (options) => (await context(options)).watch()));
} else {
  await Promise.all(bundles.map((options) => build(options)));
}
