/** Paths with `/`, as text: of a disk, or of another file system (`scheme://authority/…`). They need not exist. */

/** Empty for the top of a file system, and for a name alone. */
export const directoryOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** The last part. */
export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** TypeScript or JavaScript, declarations too. */
export const isSourcePath = (path: string): boolean => /\.[cm]?[jt]sx?$/.test(path);

/** Types alone, without code. */
const isDeclarationPath = (path: string): boolean => /\.d\.[cm]?ts$/.test(path);

/** A source file that runs. */
export const isCodePath = (path: string): boolean => isSourcePath(path) && !isDeclarationPath(path);

/** Code that somebody may tag: minified code nobody does. */
export const isTaggablePath = (path: string): boolean => isCodePath(path) && !/\.min\.[cm]?js$/.test(path);

/** Of an installed package: nobody's own code, unless one works on it. */
export const isPackagePath = (path: string): boolean => path.includes('/node_modules/');

/** Of a specifier: `@scope/name/part` is of `@scope/name`. */
export const packageNamedIn = (specifier: string): string =>
  /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier;

/** The name of the package that a file is of; empty where it is of none. */
export const packageOf = (path: string): string => packageNamedIn(path.split('/node_modules/').at(-1) ?? '');

/** Whether an import leads out of somebody's own code. */
export const entersPackage = (from: string, to: string): boolean => isPackagePath(to) && !isPackagePath(from);

/** With the authority, which may be empty: `memory:///project` is not `memory://project`. */
const SCHEME = /^[a-z][a-z0-9+.-]+:\/\/[^/]*\/?/i;

/** The directory that a relative path starts in. */
export const WORKING_DIRECTORY = '.';

export const isAbsolutePath = (path: string): boolean => path.startsWith('/') || SCHEME.test(path);

/** The directories that a file lies in, the nearest first. */
export const directoriesAbove = (path: string): readonly string[] => {
  const top = SCHEME.exec(path)?.[0].length ?? 1;
  const above: string[] = [];
  for (let at = directoryOf(path); at !== '' && at.length >= top - 1; at = directoryOf(at)) above.push(at);
  return above;
};

/** Without `.`, and without `..` where it has something to take back. */
export const normalisedPath = (path: string): string => {
  const root = SCHEME.exec(path)?.[0] ?? (path.startsWith('/') ? '/' : '');
  const parts: string[] = [];
  for (const part of path.slice(root.length).split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '..' || root === '') parts.push(part);
  }
  return root + parts.join('/') || WORKING_DIRECTORY;
};

/** What `relative` is seen from the directory; the empty one is the top. */
export const joinPath = (directory: string, relative: string): string =>
  normalisedPath(`${directory}/${relative}`);
