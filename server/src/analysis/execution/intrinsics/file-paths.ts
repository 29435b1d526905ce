import {
  directoryOf,
  isAbsolutePath,
  nameOf,
  normalisedPath,
  WORKING_DIRECTORY,
} from '../../../source/file-path.ts';
import type { NativeCall } from '../calls/native-call.ts';
import { birth } from '../heap/heap.ts';
import { pathOf } from '../host/input-files.ts';
import { LibraryThing, SOME_STRING, Thing, Unknown, type Value } from '../values/value.ts';
import type { Intrinsic } from './index.ts';

/** Paths as far as their parts are known, so that the file that is meant can be found. Those of Node's `path`, on a system with `/`. */

/** `null`: some part is not known. */
const textsOf = (values: readonly Value[]): readonly string[] | null => {
  const texts = values.filter((value) => typeof value === 'string');
  return texts.length === values.length ? texts : null;
};

const resolved = (paths: readonly string[]): string =>
  normalisedPath(paths.slice(Math.max(0, paths.findLastIndex(isAbsolutePath))).join('/'));

/** As Node has it: of a name alone the working directory, of the top the top. */
const dirname = (path: string): string =>
  directoryOf(path) || (path.startsWith('/') ? '/' : WORKING_DIRECTORY);

const onTexts =
  (work: (texts: readonly string[]) => string): Intrinsic =>
  ({ values }) => {
    const texts = textsOf(values);
    return texts === null ? new Unknown('string') : work(texts);
  };

const basename = ([path = '', suffix = '']: readonly string[]): string => {
  const name = nameOf(path);
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
  ['path.join', onTexts((paths) => normalisedPath(paths.filter((path) => path !== '').join('/')))],
  ['path.resolve', onTexts(resolved)],
  ['path.normalize', onTexts(([path = '']) => normalisedPath(path))],
  ['path.dirname', onTexts(([path = '']) => dirname(path))],
  ['path.basename', onTexts(basename)],
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
