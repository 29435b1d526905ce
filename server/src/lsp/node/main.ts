/** The language server as a program: the transport is named by `--stdio`, `--node-ipc` or `--socket=PORT`. */
import { Console } from 'node:console';
import { setFlagsFromString } from 'node:v8';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { editorFiles } from '../documents/editor-files.ts';
import { createServer } from '../server.ts';
import { compileLate } from './compile-late.ts';
import { diskEnvironment } from './disk-environment.ts';
import { wholeMessages } from './whole-messages.ts';

/**
 * An editor keeps its servers for days, so garbage is collected early: the heap grows to three tenths over what is alive, and the
 * threads started from here have a small young generation (MiB). Chosen by bench/servers: with half and 8 MiB, memory grew by 12 % from the hundredth edit to
 * the thousandth, now by 4 %.
 */
setFlagsFromString('--heap-growing-percent=30');
setFlagsFromString('--max-semi-space-size=4');
/** A young generation so small is collected by one thread with less work than it takes to wake four. Chosen by bench/servers. */
setFlagsFromString('--no-parallel-scavenge');
compileLate();

/** What a library may print must not run into the protocol. */
const onStandardStreams = () => {
  globalThis.console = new Console(process.stderr);
  return createConnection(ProposedFeatures.all, process.stdin, wholeMessages(process.stdout));
};

const connection = process.argv.includes('--stdio')
  ? onStandardStreams()
  : createConnection(ProposedFeatures.all);
createServer(connection, diskEnvironment(editorFiles(connection)));
connection.listen();
