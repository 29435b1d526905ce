import type { AnalysisHost, Analyzer, RuntimeSettings } from '../analysis/analyzer.ts';
import type { UnpackedFile } from '../analysis/program/data-file.ts';

export interface TextSink {
  write(text: string): void;
  readonly isTerminal: boolean;
  /** Characters a line; `null`: not a terminal. */
  readonly columns: number | null;
}

/** Paths are absolute, with `/`. Reading or writing throws what Node throws. */
export interface FileStore {
  /** `other` is also what cannot be looked at: behind links that go round, or in a folder one may not enter. */
  kindOf(path: string): 'file' | 'directory' | 'missing' | 'other';
  /** The path that links on the way lead to; of what exists. */
  realPath(path: string): string;
  read(path: string): Uint8Array;
  list(directory: string): readonly string[];
  bytesOf(path: string): number;
  /** At most so many bytes of its beginning, as UTF-8. */
  startOf(path: string, bytes: number): string;
  /** What it holds if gzip has packed it, and at most so many bytes of the beginning of that. */
  unpacked?(path: string, bytes: number): UnpackedFile | undefined;
  /** Makes the folders on the way. */
  write(path: string, text: string): void;
}

/** All that a command touches of the world, so that tests run commands without a process. */
export interface CliIo {
  readonly workingDirectory: string;
  readonly environmentVariables: Readonly<Record<string, string | undefined>>;
  readonly stdout: TextSink;
  /** Everything but results: messages, progress. */
  readonly stderr: TextSink;
  readonly files: FileStore;
  /** Where the bundles lie: the report page's script is read from it. */
  readonly bundleFolder: string;
  /** Loads the analysis on first use: the compiler inside takes half a second. */
  createAnalyzer(host: AnalysisHost, runtime: RuntimeSettings): Analyzer;
  /** Serves the language server protocol on standard input and output until the client leaves. */
  serveLanguage(): Promise<void>;
}

export type ExitCode = 0 | 1 | 2;

/** Bad usage or unreadable input: one line that names the place and what was expected. Exit code 2. */
export class InputError extends Error {
  override readonly name = 'InputError';
}
