import { nodeModuleNamed } from '../program/node-modules.ts';

/** Characters of code that entering a package may load: what is loaded runs again whenever the program that calls it changes. */
const LARGEST_PACKAGE_CODE = 1_500_000;

/** Node's modules that compute, or pass on what others bring. What uses the rest lives on files or the network: what it does is not said by its code. */
const COMPUTING: ReadonlySet<string> = new Set([
  'assert',
  'buffer',
  'crypto',
  'EventEmitter',
  'os',
  'path',
  'perf_hooks',
  'process',
  'punycode',
  'querystring',
  'stream',
  'string_decoder',
  'timers',
  'url',
  'util',
  'util.types',
]);

interface PackageFiles {
  readonly text: (file: string) => string | undefined;
  /** As it names what it imports. */
  readonly specifiers: (file: string) => readonly string[];
  /** Code files that it imports. */
  readonly imports: (file: string) => readonly string[];
}

/** Which packages are run for those who call them: small ones that just compute, with all that they load. */
export class RunnablePackages {
  readonly #files: PackageFiles;
  readonly #isRunnable = new Map<string, boolean>();

  constructor(files: PackageFiles) {
    this.#files = files;
  }

  isRunnable(file: string): boolean {
    const known = this.#isRunnable.get(file);
    if (known !== undefined) return known;
    const loaded = this.#loadedBy(file);
    if (!loaded) this.#isRunnable.set(file, false);
    // What one of them loads is among what all of them do.
    else for (const one of loaded) this.#isRunnable.set(one, true);
    return loaded !== null;
  }

  forget(): void {
    this.#isRunnable.clear();
  }

  /** The file and all that it imports; `null`: that is too much, or does more than compute. */
  #loadedBy(file: string): ReadonlySet<string> | null {
    const loaded = new Set([file]);
    let characters = 0;
    for (const one of loaded) {
      characters += this.#files.text(one)?.length ?? 0;
      if (characters > LARGEST_PACKAGE_CODE || !this.#files.specifiers(one).every(onlyComputes)) return null;
      for (const imported of this.#files.imports(one)) loaded.add(imported);
    }
    return loaded;
  }
}

const onlyComputes = (specifier: string): boolean => {
  const module = nodeModuleNamed(specifier);
  return module === null || COMPUTING.has(module);
};
