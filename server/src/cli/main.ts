import { compileLate } from '../lsp/node/compile-late.ts';
import { nodeIo } from './node-io.ts';
import { runCli } from './run-cli.ts';

/** A defect of the program itself (`EX_SOFTWARE` of sysexits.h): no code that a finding or an input could have. */
const DEFECT = 70;

compileLate();
// `__dirname`: the bundle is CommonJS (scripts/bundles.ts). Not `process.exit`: pending output would be lost.
runCli(process.argv.slice(2), nodeIo(__dirname)).then(
  (code) => {
    process.exitCode = code;
  },
  (defect: unknown) => {
    const trace = defect instanceof Error ? defect.stack : String(defect);
    process.stderr.write(`migration-tags: this is a defect of the program, please report it.\n${trace}\n`);
    process.exitCode = DEFECT;
  },
);
