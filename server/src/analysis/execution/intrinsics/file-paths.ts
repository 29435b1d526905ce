import { birth } from '../heap.ts';
import { pathOf } from '../input-files.ts';
import type { NativeCall } from '../native-call.ts';
import { LibraryThing, SOME_STRING, Thing, type Value } from '../value.ts';
import type { Intrinsic } from './index.ts';

/** Paths as far as their parts are known, so that the file that is meant can be found. Those of Node's `path`, on a system with `/`. */

/** The directory that the program is started in, which nobody knows. */
const WORKING_DIRECTORY = '.';

/** `null`: some part is not known. */
const textsOf = (values: readonly Value[]): readonly string[] | null => {
  const texts = values.filter((value) => typeof value === 'string');
  return texts.length === values.length ? texts : null;
};

const SCHEME = /^[a-z][a-z0-9+.-]+:\/\//i;

/** Without `.`, and without `..` where it has something to take back. */
const normalised = (path: string): string => {
  const root = SCHEME.exec(path)?.[0] ?? (path.startsWith('/') ? '/' : '');
  const parts: string[] = [];
  for (const part of path.slice(root.length).split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '..' || root === '') parts.push(part);
  }
  return root + parts.join('/') || WORKING_DIRECTORY;
};

const isAbsolute = (path: string): boolean => path.startsWith('/') || SCHEME.test(path);

const resolved = (paths: readonly string[]): string =>
  normalised(paths.slice(Math.max(0, paths.findLastIndex(isAbsolute))).join('/'));

const directoryOf = (path: string): string => {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? WORKING_DIRECTORY : path.slice(0, Math.max(slash, path.startsWith('/') ? 1 : 0));
};

const onTexts =
  (work: (texts: readonly string[]) => string): Intrinsic =>
  ({ values }) => {
    const texts = textsOf(values);
    return texts === null ? SOME_STRING : work(texts);
  };

const nameOf = ([path = '', suffix = '']: readonly string[]): string => {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return suffix !== '' && name.endsWith(suffix) ? name.slice(0, -suffix.length) : name;
};

/** What a URL is made from: a text, or another URL. */
const hrefOf = (value: Value): string | null => {
  const text = value instanceof Thing ? value.fields.get('href') : value;
  return typeof text === 'string' ? text : null;
};

const url = ({ machine, values: [first, base], site }: NativeCall): Value => {
  const thing = new LibraryThing({ ...birth(machine, site), prototype: null }, 'URL', true);
  const text = hrefOf(first);
  const against = base === undefined ? undefined : hrefOf(base);
  if (text === null || against === null || !URL.canParse(text, against)) return thing;
  const { href, pathname } = new URL(text, against);
  thing.setOwn('href', href);
  thing.setOwn('pathname', pathname);
  return thing;
};

export const FILE_PATH_INTRINSICS: readonly (readonly [string, Intrinsic])[] = [
  ['path.join', onTexts((paths) => normalised(paths.filter((path) => path !== '').join('/')))],
  ['path.resolve', onTexts(resolved)],
  ['path.normalize', onTexts(([path = '']) => normalised(path))],
  ['path.dirname', onTexts(([path = '']) => directoryOf(path))],
  ['path.basename', onTexts(nameOf)],
  ['process.cwd', () => WORKING_DIRECTORY],
  ['URL', url],
  [
    'url.fileURLToPath',
    ({ values: [value] }) => {
      const href = hrefOf(value ?? null);
      return href === null ? SOME_STRING : pathOf(href);
    },
  ],
];
