import path from 'node:path';
import { buildSync, type Loader, transformSync } from 'esbuild';

/** Where the measured program and the process around it meet: a name in the global scope. */
export const MEETING_PLACE = '__measurePages';

/** What the process offers there, and what the program leaves there. */
export interface MeetingPlace {
  /** Evaluates the measured expression once, in the program's own scope. */
  round?: () => unknown;
  readonly enter: () => void;
  readonly leave: () => void;
}

/** The program with a last line that lets `expression` be evaluated in its scope over and over. The lines before it stay where they are. */
export const withRound = (source: string, expression: string): string =>
  `${source}\n;globalThis.${MEETING_PLACE}.round = () => (${expression});\n`;

/** The program with marks at a function's entry and at every way out of it. `bodyStart` is its opening brace, `end` just after its closing one. */
export const withMarks = (source: string, bodyStart: number, end: number): string => {
  const before = source.slice(0, bodyStart + 1);
  const body = source.slice(bodyStart + 1, end - 1);
  const [enter, leave] = ['enter', 'leave'].map((mark) => `globalThis.${MEETING_PLACE}.${mark}();`);
  return `${before}${enter}try{${body}\n}finally{${leave}}${source.slice(end - 1)}`;
};

const LOADERS: Readonly<Record<string, Loader>> = { '.ts': 'ts', '.mts': 'ts', '.cts': 'ts' };

const TARGET = 'node20';

/** A module with its own modules inside it: Node 20 can load no TypeScript, so none of theirs. */
const bundled = (contents: string, file: string, loader: Loader): string => {
  const { outputFiles } = buildSync({
    stdin: { contents, loader, sourcefile: file, resolveDir: path.dirname(file) },
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'cjs',
    target: TARGET,
    write: false,
  });
  return outputFiles.map((output) => output.text).join('\n');
};

/** Whether it imports or exports, by a look at its characters. */
export const isModule = (source: string, file: string): boolean =>
  path.extname(file) === '.mjs' || /^\s*(?:import\s*[\w{*'"]|export\s)/m.test(source);

/**
 * As Node 20 runs it from a CommonJS wrapper: types stripped, `import` and `export` turned into calls, the line for the shell a comment;
 * other text as it stands. `file`, absolute: where relative imports of TypeScript are found.
 */
export const asCommonJs = (text: string, file: string): string => {
  const source = text.replace(/^#!/, '//');
  const loader = LOADERS[path.extname(file)];
  const isOne = isModule(source, file);
  if (loader !== undefined && isOne) return bundled(source, file, loader);
  if (loader === undefined && !isOne) return source;
  return transformSync(source, { loader: loader ?? 'js', format: 'cjs', target: TARGET }).code;
};
