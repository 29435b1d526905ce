import { mkdirSync, readdirSync, readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { WriteStream } from 'node:tty';
import { loadAnalysis } from '../analysis/load-analysis.ts';
import { startOfFile } from '../lsp/node/file-start.ts';
import { unpackedFile } from '../lsp/node/unpacked-file.ts';
import type { CliIo, FileStore, TextSink } from './io.ts';

const withSlashes = (path: string): string => path.replaceAll('\\', '/');

export const nodeFiles: FileStore = {
  kindOf(path) {
    try {
      const stats = statSync(path, { throwIfNoEntry: false });
      if (!stats) return 'missing';
      if (stats.isFile()) return 'file';
      return stats.isDirectory() ? 'directory' : 'other';
    } catch {
      return 'other';
    }
  },
  realPath: (path) => withSlashes(realpathSync(path)),
  read: (path) => readFileSync(path),
  list: (directory) => readdirSync(directory),
  bytesOf: (path) => statSync(path).size,
  startOf: startOfFile,
  unpacked: unpackedFile,
  write(path, text) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  },
};

const sink = (stream: WriteStream): TextSink => ({
  write: (text) => void stream.write(text),
  isTerminal: stream.isTTY === true,
  columns: stream.isTTY === true ? stream.columns : null,
});

/** The process's own streams and files. A reader that has gone (`| head`) ends the output, not the program's peace. */
export const nodeIo = (bundleFolder: string): CliIo => {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
  return {
    workingDirectory: withSlashes(process.cwd()),
    environmentVariables: process.env,
    stdout: sink(process.stdout),
    stderr: sink(process.stderr),
    files: nodeFiles,
    bundleFolder: withSlashes(bundleFolder),
    createAnalyzer: (host, runtime) => loadAnalysis().createAnalyzer(host, runtime),
    async serveLanguage() {
      // The server's own bundle, beside this one, reads its transport from the process's arguments.
      if (!process.argv.includes('--stdio')) process.argv.push('--stdio');
      createRequire(join(bundleFolder, 'cli.js'))('./server.js');
    },
  };
};
