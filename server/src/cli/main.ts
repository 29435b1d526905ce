import { nodeIo } from './node-io.ts';
import { runCli } from './run-cli.ts';

// `__dirname`: the bundle is CommonJS (scripts/build.ts).
runCli(process.argv.slice(2), nodeIo(__dirname)).then((code) => {
  // Not `process.exit`: pending output would be lost.
  process.exitCode = code;
});
