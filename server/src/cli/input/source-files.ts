import { posix } from 'node:path';
import { fieldOf, inEnglish } from '@migration-tags/simulator';
import { whyUnreadable } from '../../lsp/documents/readable-text.ts';
import { isSourcePath, isTaggablePath } from '../../source/file-path.ts';
import { type CliIo, InputError } from '../io.ts';
import { absolutePath, displayPath } from './paths.ts';
import { readTextFile } from './text-file.ts';

/** A source file of the workload, read and fit to be analysed. */
export interface SourceFile {
  /** Absolute, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** Folders of installed or generated code; with those whose name starts with a dot, never entered. */
const SKIPPED_FOLDERS = new Set(['node_modules', 'dist', 'build', 'out', 'coverage']);

const EXPECTED = 'a TypeScript or JavaScript file (.ts .tsx .js .jsx .mts .cts .mjs .cjs) or a directory';

const entersFolder = (name: string): boolean => !name.startsWith('.') && !SKIPPED_FOLDERS.has(name);

/** `around`: the folders on the way, by their real paths: a link that leads back to one of them is not entered. */
const sourcesUnder = (
  io: CliIo,
  directory: string,
  around: ReadonlySet<string> = new Set(),
): readonly string[] => {
  const real = io.files.realPath(directory);
  if (around.has(real)) return [];
  const within = new Set([...around, real]);
  return [...io.files.list(directory)].sort().flatMap((name) => {
    const path = posix.join(directory, name);
    const kind = io.files.kindOf(path);
    if (kind === 'directory' && entersFolder(name)) return sourcesUnder(io, path, within);
    return kind === 'file' && isTaggablePath(name) ? [path] : [];
  });
};

const readSource = (io: CliIo, path: string): SourceFile => {
  const text = readTextFile(io, path, EXPECTED);
  const unreadable = whyUnreadable(text);
  if (unreadable !== null) throw new InputError(`${displayPath(io, path)}: ${inEnglish(unreadable)}`);
  return { path, text };
};

/** A file met while walking that cannot be read is said and left out; one that was named stops the command. */
const readOrSkip = (io: CliIo, path: string): SourceFile[] => {
  try {
    return [readSource(io, path)];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    io.stderr.write(`migration-tags: left out: ${error.message}\n`);
    return [];
  }
};

/**
 * The source files that the paths name: files as they are, directories walked. `.gitignore` is not read: what is
 * skipped does not depend on another tool's settings. In the order of the paths, each file once.
 */
export const readSources = (io: CliIo, paths: readonly string[]): readonly SourceFile[] => {
  const found = new Map<string, SourceFile>();
  for (const path of paths) {
    const absolute = absolutePath(io, path);
    const sources =
      io.files.kindOf(absolute) === 'directory'
        ? sourcesUnder(io, absolute).flatMap((file) => readOrSkip(io, file))
        : [readNamed(io, absolute)];
    if (sources.length === 0) {
      throw new InputError(`${displayPath(io, absolute)}: holds no source file; expected ${EXPECTED}.`);
    }
    for (const source of sources) if (!found.has(source.path)) found.set(source.path, source);
  }
  return [...found.values()];
};

const readNamed = (io: CliIo, path: string): SourceFile => {
  if (io.files.kindOf(path) === 'file' && !isSourcePath(path)) {
    throw new InputError(`${displayPath(io, path)}: is not a source file; expected ${EXPECTED}.`);
  }
  return readSource(io, path);
};

const mainOfPackage = (io: CliIo, directory: string): readonly string[] => {
  const manifest = posix.join(directory, 'package.json');
  if (io.files.kindOf(manifest) !== 'file') return [];
  let parsed: unknown;
  try {
    parsed = JSON.parse(readTextFile(io, manifest, 'a package manifest'));
  } catch {
    // A broken package.json is another tool's finding; the names below still apply.
    return [];
  }
  const main = fieldOf(parsed, 'main');
  return typeof main === 'string' ? [posix.join(directory, main)] : [];
};

const ENTRY_NAMES = ['main', 'index'];
const ENTRY_EXTENSIONS = ['ts', 'mts', 'js', 'mjs', 'tsx', 'jsx', 'cts', 'cjs'];

/** `jest.config.ts`, `.eslintrc.cjs`: what a tool is told, beside the program. */
const configuresTool = (name: string): boolean => name.startsWith('.') || /\.config\.[cm]?[jt]s$/.test(name);

/** The entry of a directory: its package's `main`, `main.*`, `index.*`, or its only source file; else `null`. */
export const entryOfDirectory = (io: CliIo, directory: string): string | null => {
  const named = ENTRY_NAMES.flatMap((name) =>
    ENTRY_EXTENSIONS.map((extension) => posix.join(directory, `${name}.${extension}`)),
  );
  const entry = [...mainOfPackage(io, directory), ...named].find(
    (path) => isTaggablePath(path) && io.files.kindOf(path) === 'file',
  );
  if (entry !== undefined) return entry;
  const [only, ...others] = io.files
    .list(directory)
    .filter((name) => !configuresTool(name))
    .map((name) => posix.join(directory, name))
    .filter((path) => isTaggablePath(path) && io.files.kindOf(path) === 'file');
  return only !== undefined && others.length === 0 ? only : null;
};

/** The entry file that a PATH of `preview` names. */
export const readEntry = (io: CliIo, path: string): SourceFile => {
  const absolute = absolutePath(io, path);
  if (io.files.kindOf(absolute) !== 'directory') return readNamed(io, absolute);
  const entry = entryOfDirectory(io, absolute);
  if (entry === null) {
    throw new InputError(
      `${displayPath(io, absolute)}: has no entry; expected "main" in its package.json, main.*, index.* ` +
        'or a single source file: name the entry file.',
    );
  }
  return readSource(io, entry);
};

/**
 * The entry files that the PATHs of `suggest` name: a directory's entry, or every source file under one without an
 * entry of its own.
 */
export const readEntries = (io: CliIo, paths: readonly string[]): readonly SourceFile[] =>
  readSources(
    io,
    paths.map((path) => {
      const absolute = absolutePath(io, path);
      const entry = io.files.kindOf(absolute) === 'directory' ? entryOfDirectory(io, absolute) : null;
      return entry ?? absolute;
    }),
  );
