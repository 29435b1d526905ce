import { directoryOf } from '../../source/file-path.ts';
import { scriptGlobals } from './script-globals.ts';

/**
 * What is read of one directory. A page rarely loads more than a few dozen scripts; reading and parsing this much takes below
 * half a second, once, and directories beyond it hold data or bundles.
 */
const MOST_FILES = 200;
const MOST_CHARACTERS = 5_000_000;

interface Directory {
  readonly version: number;
  readonly definers: ReadonlyMap<string, readonly string[]>;
}

/** Where the files come from. */
export interface ScriptFiles {
  /** Names of the entries of a directory. */
  readonly list: (directory: string) => readonly string[];
  readonly text: (file: string) => string | undefined;
  /** Files whose texts were given; they need not exist on the disk. */
  readonly given: () => readonly string[];
}

/** Plain scripts of one directory share their globals, as those of one page do. */
export class SharedScripts {
  readonly #files: ScriptFiles;
  readonly #globals = new Map<string, { readonly text: string; readonly names: ReadonlySet<string> }>();
  readonly #directories = new Map<string, Directory>();

  constructor(files: ScriptFiles) {
    this.#files = files;
  }

  /** The scripts beside `file`, itself included, whose top level defines `name`; `version` changes whenever a text does. */
  definers(name: string, file: string, version: number): readonly string[] {
    const directory = directoryOf(file);
    let known = this.#directories.get(directory);
    if (known?.version !== version) {
      known = { version, definers: this.#index(directory) };
      this.#directories.set(directory, known);
    }
    return known.definers.get(name) ?? [];
  }

  /** By its name and a look at its characters. */
  isScript(file: string): boolean {
    return SCRIPT.test(file) && !MODULE_SYNTAX.test(this.#files.text(file) ?? '');
  }

  forget(file: string): void {
    this.#globals.delete(file);
  }

  #index(directory: string): ReadonlyMap<string, readonly string[]> {
    const definers = new Map<string, string[]>();
    for (const file of this.#scriptsOf(directory))
      for (const name of this.#globalsOf(file)) {
        const others = definers.get(name);
        if (others) others.push(file);
        else definers.set(name, [file]);
      }
    return definers;
  }

  #scriptsOf(directory: string): readonly string[] {
    const listed = this.#files.list(directory).map((name) => `${directory}/${name}`);
    const given = this.#files.given().filter((file) => directoryOf(file) === directory);
    const scripts = [...new Set([...listed, ...given])].filter((file) => SCRIPT.test(file)).sort();
    let characters = 0;
    return scripts.slice(0, MOST_FILES).filter((file) => {
      characters += this.#files.text(file)?.length ?? 0;
      return characters <= MOST_CHARACTERS;
    });
  }

  #globalsOf(file: string): ReadonlySet<string> {
    const text = this.#files.text(file) ?? '';
    const known = this.#globals.get(file);
    if (known?.text === text) return known.names;
    const names = this.isScript(file) ? scriptGlobals(file, text) : new Set<string>();
    this.#globals.set(file, { text, names });
    return names;
  }
}

/** `.mjs` and `.cjs` files are modules by their names. */
const SCRIPT = /(?<!\.d)\.[jt]sx?$/;
/** A look at the characters that spares most modules the parsing. */
const MODULE_SYNTAX = /^(?:import|export)\b|\brequire\s*\(|\bmodule\s*\.\s*exports\b/m;
