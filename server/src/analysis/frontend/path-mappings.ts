import { fieldOf, isRecord } from '@migration-tags/simulator';
import { ts } from 'ts-morph';
import { directoryOf, joinPath } from '../../source/file-path.ts';
import { beforeStar, starOf } from './star-pattern.ts';

/** What a project says of specifiers that name neither a relative file nor a package (TypeScript's `baseUrl` and `paths`). */
interface PathMapping {
  readonly baseDirectory: string | null;
  /** A pattern with at most one `*`, and where it leads. */
  readonly paths: readonly { readonly pattern: string; readonly targets: readonly string[] }[];
}

const NOTHING_MAPPED: PathMapping = { baseDirectory: null, paths: [] };
const CONFIGURATIONS = ['tsconfig.json', 'jsconfig.json'] as const;
/** More than any real project inherits; ends circles. */
const MOST_INHERITED = 8;

/** The `compilerOptions` of the nearest `tsconfig.json` above a file, as far as they say where modules are. */
export class PathMappings {
  readonly #text: (file: string) => string | undefined;
  readonly #nearest = new Map<string, PathMapping>();

  constructor(text: (file: string) => string | undefined) {
    this.#text = text;
  }

  /** Paths without extensions that a bare specifier may mean, the likelier first. */
  candidates(specifier: string, fromFile: string): readonly string[] {
    const { baseDirectory, paths } = this.#nearestTo(directoryOf(fromFile));
    const mapped = paths
      .flatMap(({ pattern, targets }) => {
        const star = starOf(pattern, specifier);
        return star === null ? [] : [{ pattern, found: targets.map((target) => target.replace('*', star)) }];
      })
      .sort((a, b) => beforeStar(b.pattern).length - beforeStar(a.pattern).length)
      .flatMap(({ found }) => found);
    return baseDirectory === null ? mapped : [...mapped, joinPath(baseDirectory, specifier)];
  }

  forget(): void {
    this.#nearest.clear();
  }

  #nearestTo(directory: string): PathMapping {
    if (directory === '') return NOTHING_MAPPED;
    const known = this.#nearest.get(directory);
    if (known) return known;
    const own = CONFIGURATIONS.map((name) => `${directory}/${name}`).find(
      (file) => this.#text(file) !== undefined,
    );
    const mapping = own ? this.#read(own, MOST_INHERITED) : this.#nearestTo(directoryOf(directory));
    this.#nearest.set(directory, mapping);
    return mapping;
  }

  /** A file that is missing or makes no sense maps nothing: the compiler complains about it, not we. */
  #read(file: string, mostInherited: number): PathMapping {
    const parsed: { config?: unknown } = ts.parseConfigFileTextToJson(file, this.#text(file) ?? '');
    const extended = fieldOf(parsed.config, 'extends');
    const inherited =
      typeof extended === 'string' && extended.startsWith('.') && mostInherited > 0
        ? this.#read(withExtension(joinPath(directoryOf(file), extended)), mostInherited - 1)
        : NOTHING_MAPPED;
    const options = fieldOf(parsed.config, 'compilerOptions');
    const baseUrl = fieldOf(options, 'baseUrl');
    const baseDirectory =
      typeof baseUrl === 'string' ? joinPath(directoryOf(file), baseUrl) : inherited.baseDirectory;
    const paths = fieldOf(options, 'paths');
    if (!isRecord(paths)) return { ...inherited, baseDirectory };
    const from = baseDirectory ?? directoryOf(file);
    return {
      baseDirectory,
      paths: Object.entries(paths).map(([pattern, targets]) => ({
        pattern,
        targets: Array.isArray(targets)
          ? targets.flatMap((target) => (typeof target === 'string' ? [joinPath(from, target)] : []))
          : [],
      })),
    };
  }
}

const withExtension = (file: string): string => (file.endsWith('.json') ? file : `${file}.json`);
