/** Bundles every entry into dist/. `--minify` for the package, `--watch` while developing. */
import { type BuildOptions, build, context } from 'esbuild';
import { analysisBundle, browserBundles, nodeBundles, pageBundle } from './bundles.ts';

const minify = process.argv.includes('--minify');
const watch = process.argv.includes('--watch');

const bundles = [...nodeBundles, ...browserBundles, analysisBundle, pageBundle].map(
  (options): BuildOptions => ({
    ...options,
    bundle: true,
    minify,
    sourcemap: minify ? false : 'linked',
    logLevel: 'warning',
    legalComments: 'none',
  }),
);

if (watch) {
  await Promise.all(bundles.map(async (options) => (await context(options)).watch()));
} else {
  await Promise.all(bundles.map((options) => build(options)));
}
