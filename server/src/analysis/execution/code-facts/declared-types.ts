import { entersPackage } from '../../../source/file-path.ts';
import type { FileCode } from '../../program/file-code.ts';
import type { TypeHint } from '../../program/type-hint.ts';

/** What a type's name stands for, and the file that declares it. */
interface DeclaredType {
  readonly hint: TypeHint;
  readonly file: string;
}

interface TypeSources {
  readonly code: (file: string) => FileCode | undefined;
  readonly resolve: (specifier: string, fromFile: string) => string | undefined;
}

/** The types that a program declares, by the names that files know them by. */
export class DeclaredTypes {
  readonly #files: TypeSources;
  /** By file and name; `undefined`: declared nowhere that the file imports. */
  readonly #types = new Map<string, Map<string, DeclaredType | undefined>>();

  constructor(files: TypeSources) {
    this.#files = files;
  }

  /** Asked for every value that a parameter of a named type stands for. */
  named(name: string, file: string): DeclaredType | undefined {
    let known = this.#types.get(file);
    if (!known) {
      known = new Map();
      this.#types.set(file, known);
    }
    if (!known.has(name)) known.set(name, this.#find(name, file));
    return known.get(name);
  }

  #find(name: string, file: string): DeclaredType | undefined {
    const code = this.#files.code(file);
    const own = code?.types.get(name);
    if (own) return { hint: own, file };
    for (const { specifier } of code?.imports ?? []) {
      const path = this.#files.resolve(specifier, file);
      const hint =
        path === undefined || entersPackage(file, path) ? undefined : this.#files.code(path)?.types.get(name);
      if (path !== undefined && hint) return { hint, file: path };
    }
    return undefined;
  }
}
