import path from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { analysisBundle, nodeBundles } from '../scripts/bundles.ts';

/** Builds what runs on Node into a folder, minified as in the package. */
export const buildShipped = async (folder: string): Promise<void> => {
  await Promise.all(
    [...nodeBundles, analysisBundle].map(
      (options): Promise<unknown> =>
        build({ ...options, ...shipped, outfile: path.join(folder, path.basename(options.outfile ?? '')) }),
    ),
  );
};

const shipped: BuildOptions = {
  absWorkingDir: path.resolve(import.meta.dirname, '..'),
  bundle: true,
  minify: true,
  legalComments: 'none',
  logLevel: 'warning',
};
