import { posix } from 'node:path';
import type { CliIo, ExitCode } from '../../src/cli/io.ts';
import { runCli } from '../../src/cli/run-cli.ts';

export const WORKING_DIRECTORY = '/project';

export interface MemoryRun {
  readonly code: ExitCode;
  readonly stdout: string;
  readonly stderr: string;
  /** By absolute path, what the command wrote included. */
  readonly files: ReadonlyMap<string, string>;
}

export interface MemoryWorld {
  /** Relative paths are under the working directory. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly analyzer?: CliIo['createAnalyzer'];
  readonly columns?: number | null;
  readonly environmentVariables?: Readonly<Record<string, string>>;
}

const noAnalyzer = (): never => {
  throw new Error('This command line must not need the analysis.');
};

/** Runs one command line in a world that exists only in memory. */
export const runInMemory = async (
  args: readonly string[],
  { files = {}, analyzer = noAnalyzer, columns = null, environmentVariables = {} }: MemoryWorld = {},
): Promise<MemoryRun> => {
  const stored = new Map(
    Object.entries(files).map(([path, content]) => [posix.resolve(WORKING_DIRECTORY, path), content]),
  );
  const inside = (directory: string): string[] => [
    ...new Set(
      [...stored.keys()]
        .filter((path) => path.startsWith(directory === '/' ? '/' : `${directory}/`))
        .map((path) => path.slice(directory === '/' ? 1 : directory.length + 1).split('/')[0] ?? ''),
    ),
  ];
  const stdout: string[] = [];
  const stderr: string[] = [];
  const io: CliIo = {
    workingDirectory: WORKING_DIRECTORY,
    environmentVariables,
    stdout: { write: (text) => void stdout.push(text), isTerminal: columns !== null, columns },
    stderr: { write: (text) => void stderr.push(text), isTerminal: false, columns: null },
    files: {
      kindOf: (path) =>
        stored.has(path)
          ? 'file'
          : path === WORKING_DIRECTORY || inside(path).length > 0
            ? 'directory'
            : 'missing',
      realPath: (path) => path,
      read: (path) => {
        const content = stored.get(path);
        if (content === undefined) throw new Error(`ENOENT: ${path}`);
        return typeof content === 'string' ? new TextEncoder().encode(content) : content;
      },
      list: inside,
      bytesOf: (path) => stored.get(path)?.length ?? 0,
      startOf: (path, bytes) => stored.get(path)?.slice(0, bytes).toString() ?? '',
      write: (path, text) => void stored.set(path, text),
    },
    bundleFolder: '/installed/dist',
    createAnalyzer: analyzer,
    serveLanguage: () => Promise.resolve(),
  };
  const code = await runCli(args, io);
  const texts = [...stored].map(
    ([path, content]) => [path, typeof content === 'string' ? content : `${content.length} bytes`] as const,
  );
  return { code, stdout: stdout.join(''), stderr: stderr.join(''), files: new Map(texts) };
};
