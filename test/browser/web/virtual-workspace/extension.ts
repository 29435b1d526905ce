import {
  Disposable,
  EventEmitter,
  type ExtensionContext,
  type FileChangeEvent,
  FileChangeType,
  FileSystemError,
  type FileSystemProvider,
  FileType,
  Uri,
  workspace,
} from 'vscode';

/** A file system in memory, with the files that the test put beside this extension: all that a page has. */
export const activate = async ({ extensionUri, subscriptions }: ExtensionContext): Promise<void> => {
  const content = await workspace.fs.readFile(Uri.joinPath(extensionUri, 'files.json'));
  const files: Readonly<Record<string, string>> = JSON.parse(new TextDecoder().decode(content));
  subscriptions.push(
    workspace.registerFileSystemProvider('memory', new MemoryFiles(files), { isCaseSensitive: true }),
  );
};

class MemoryFiles implements FileSystemProvider {
  readonly #files: Map<string, Uint8Array>;
  readonly #changed = new EventEmitter<FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changed.event;

  constructor(texts: Readonly<Record<string, string>>) {
    const encoder = new TextEncoder();
    this.#files = new Map(Object.entries(texts).map(([path, text]) => [path, encoder.encode(text)]));
  }

  watch(): Disposable {
    return new Disposable(() => {});
  }

  stat(uri: Uri) {
    const file = this.#files.get(uri.path);
    if (file) return { type: FileType.File, ctime: 0, mtime: 0, size: file.byteLength };
    this.readDirectory(uri);
    return { type: FileType.Directory, ctime: 0, mtime: 0, size: 0 };
  }

  readDirectory(uri: Uri): [string, FileType][] {
    const prefix = uri.path === '/' ? '/' : `${uri.path}/`;
    const inside = [...this.#files.keys()].filter((path) => path.startsWith(prefix));
    if (inside.length === 0) throw FileSystemError.FileNotFound(uri);
    return [
      ...new Map(
        inside.map((path) => {
          const [name = '', ...below] = path.slice(prefix.length).split('/');
          return [name, below.length === 0 ? FileType.File : FileType.Directory] as const;
        }),
      ),
    ];
  }

  readFile(uri: Uri): Uint8Array {
    const file = this.#files.get(uri.path);
    if (!file) throw FileSystemError.FileNotFound(uri);
    return file;
  }

  writeFile(uri: Uri, content: Uint8Array): void {
    this.#files.set(uri.path, content);
    this.#changed.fire([{ type: FileChangeType.Changed, uri }]);
  }

  delete(uri: Uri): void {
    this.#files.delete(uri.path);
  }

  createDirectory(uri: Uri): void {
    throw FileSystemError.NoPermissions(uri);
  }

  rename(from: Uri): void {
    throw FileSystemError.NoPermissions(from);
  }
}
