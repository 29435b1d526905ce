import { fieldOf, isRecord } from '@migration-tags/simulator';
import { directoriesAbove, directoryOf, joinPath, nameOf } from '../../source/file-path.ts';
import type { AnalysisHost } from '../analyzer.ts';
import { nodeModuleNamed } from '../program/node-modules.ts';
import { beforeStar, starOf } from './star-pattern.ts';

/** How a file asks for another: what a package gives may differ. */
export type ImportKind = 'import' | 'require';

/** Conditions of `exports` that hold where Node runs (nodejs.org/api/packages.html#conditional-exports); `module` is what bundlers add. */
const CONDITIONS: Readonly<Record<ImportKind, ReadonlySet<string>>> = {
  import: new Set(['node', 'module-sync', 'module', 'import', 'default']),
  require: new Set(['node', 'require', 'default']),
};

/** `name` or `@scope/name`, and what of it is meant. */
const PACKAGE = /^((?:@[^/]+\/)?[^@./#][^/]*)(\/.*)?$/;

/** Where a workspace keeps what its packages are built from, as nearly all do. */
const NOT_BUILT = 'src/index';

/** Finds the JavaScript of installed packages as Node does, links of a workspace included. */
export class PackageResolution {
  readonly #host: AnalysisHost;
  /** The first of the files that a path may mean. */
  readonly #find: (path: string) => string | undefined;
  readonly #folders = new Map<string, boolean>();
  readonly #manifests = new Map<string, unknown>();
  readonly #resolved = new Map<string, string | undefined>();

  constructor(host: AnalysisHost, find: (path: string) => string | undefined) {
    this.#host = host;
    this.#find = find;
  }

  /** `undefined`: not installed, or of types alone. */
  resolve(specifier: string, fromFile: string, kind: ImportKind): string | undefined {
    const key = `${kind}\0${specifier}\0${directoryOf(fromFile)}`;
    if (!this.#resolved.has(key)) {
      const found = specifier.startsWith('#')
        ? this.#private(specifier, fromFile, kind)
        : this.#installed(specifier, fromFile, kind);
      this.#resolved.set(key, found && (this.#host.realPath?.(found) ?? found));
    }
    return this.#resolved.get(key);
  }

  forget(): void {
    this.#folders.clear();
    this.#manifests.clear();
    this.#resolved.clear();
  }

  #installed(specifier: string, fromFile: string, kind: ImportKind): string | undefined {
    const [, name, path = ''] = PACKAGE.exec(specifier) ?? [];
    if (name === undefined || nodeModuleNamed(specifier) !== null) return undefined;
    for (const at of directoriesAbove(fromFile)) {
      const modules = `${at}/node_modules`;
      if (nameOf(at) === 'node_modules' || !this.#isFolder(modules)) continue;
      const folder = `${modules}/${name}`;
      if (this.#isFolder(folder)) return this.#inside(folder, path, kind);
    }
    return undefined;
  }

  #inside(folder: string, path: string, kind: ImportKind): string | undefined {
    const manifest = this.#manifestOf(folder);
    const exported = fieldOf(manifest, 'exports');
    if (exported !== undefined) {
      const table = isRecord(exported) && hasPaths(exported) ? exported : { '.': exported };
      const found = this.#target(table, `.${path}`, folder, kind);
      if (found !== undefined) return found;
    } else if (path !== '') return this.#find(folder + path);
    const main = textOf(manifest, 'main');
    const entries = kind === 'import' ? [textOf(manifest, 'module'), main] : [main];
    return path === '' ? this.#first(folder, [...entries, 'index', NOT_BUILT]) : undefined;
  }

  #first(folder: string, entries: readonly (string | null)[]): string | undefined {
    for (const entry of entries) {
      const found = entry === null ? undefined : this.#find(joinPath(folder, entry));
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** `#name`: of the package that a file is in. */
  #private(specifier: string, fromFile: string, kind: ImportKind): string | undefined {
    for (const at of directoriesAbove(fromFile)) {
      const table = fieldOf(this.#manifestOf(at), 'imports');
      if (isRecord(table)) return this.#target(table, specifier, at, kind);
    }
    return undefined;
  }

  /** Of the patterns that match, the longest before its star counts. */
  #target(table: object, path: string, folder: string, kind: ImportKind): string | undefined {
    const matches = Object.entries(table).flatMap(([pattern, value]: [string, unknown]) => {
      const star = starOf(pattern, path);
      return star === null ? [] : [{ length: beforeStar(pattern).length, value, star }];
    });
    const [best] = matches.sort((a, b) => b.length - a.length);
    if (!best) return undefined;
    for (const other of kind === 'import'
      ? (['import', 'require'] as const)
      : (['require', 'import'] as const))
      for (const target of targetsOf(best.value, CONDITIONS[other])) {
        const found = this.#find(joinPath(folder, target.replaceAll('*', best.star)));
        if (found !== undefined) return found;
      }
    return undefined;
  }

  #isFolder(path: string): boolean {
    const known = this.#folders.get(path);
    if (known !== undefined) return known;
    const is = this.#host.directoryExists(path);
    this.#folders.set(path, is);
    return is;
  }

  /** One that makes no sense says nothing. */
  #manifestOf(folder: string): unknown {
    if (this.#manifests.has(folder)) return this.#manifests.get(folder);
    const file = `${folder}/package.json`;
    const text = this.#host.fileExists(file) ? this.#host.readFile(file) : undefined;
    const manifest = parsed(text ?? 'null');
    this.#manifests.set(folder, manifest);
    return manifest;
  }
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

const textOf = (manifest: unknown, field: string): string | null => {
  const value = fieldOf(manifest, field);
  return typeof value === 'string' ? value : null;
};

const hasPaths = (exported: object): boolean => Object.keys(exported).some((key) => key.startsWith('.'));

/** Paths that hold under the conditions, in their order. */
const targetsOf = (value: unknown, conditions: ReadonlySet<string>): readonly string[] => {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap((one: unknown) => targetsOf(one, conditions));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([condition, inner]) =>
    conditions.has(condition) ? targetsOf(inner, conditions) : [],
  );
};
