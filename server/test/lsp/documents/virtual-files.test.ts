import { describe, expect, test } from 'vitest';
import { createAnalyzer } from '../../../src/analysis/index.ts';
import { defaultConfiguration } from '../../../src/configuration/configuration.ts';
import { FilesWanted, VirtualFiles } from '../../../src/lsp/documents/virtual-files.ts';
import { ForecastReceiver } from '../../../src/lsp/predictions/forecast-messages.ts';
import { predictionAnswers } from '../../../src/lsp/predictions/prediction-answers.ts';
import type {
  FoundFiles,
  FromPrediction,
  ToPrediction,
  WantedFiles,
} from '../../../src/lsp/predictions/prediction-messages.ts';

const ROOT = 'memory://host/work';

const FILES: Readonly<Record<string, string>> = {
  [`${ROOT}/main.mjs`]: `import { solve } from './lib/solve.mjs';
// @migrate approve
export function main() { solve(200); }
main();`,
  [`${ROOT}/readme.txt`]: 'words',
  [`${ROOT}/lib/solve.mjs`]: `import { grid } from './grid.mjs';
export function solve(rounds) { for (let i = 0; i < rounds; i++) grid.fill(i); }`,
  [`${ROOT}/lib/grid.mjs`]: `export const grid = new Float64Array(1 << 20);`,
};

/** What an editor would find. */
const find = ({ texts, directories, sizes }: WantedFiles): FoundFiles => ({
  texts: texts.map((path) => ({ path, text: FILES[path] ?? null })),
  directories: directories.map((path) => {
    const inside = Object.keys(FILES).filter((file) => file.startsWith(`${path}/`));
    const names = inside.map((file) => file.slice(path.length + 1).split('/'));
    const files = names.flatMap(([name = '', ...rest]) => (rest.length === 0 ? [name] : []));
    const directoryNames = new Set(names.flatMap(([name = '', ...rest]) => (rest.length > 0 ? [name] : [])));
    const entries = inside.length === 0 ? null : { files, directories: [...directoryNames] };
    return { path, entries };
  }),
  sizes: sizes.map((path) => ({ path, bytes: FILES[path]?.length ?? null })),
});

const wantedBy = (read: () => unknown): WantedFiles => {
  try {
    read();
  } catch (failure) {
    if (failure instanceof FilesWanted) return failure.wanted;
    throw failure;
  }
  return { texts: [], directories: [], sizes: [] };
};

describe('virtual files', () => {
  test('are wanted by their directory first, then with the source files beside them', () => {
    const files = new VirtualFiles();
    const read = () => files.readFile(`${ROOT}/lib/solve.mjs`);
    const first = wantedBy(read);
    expect(first).toEqual({ texts: [], directories: [`${ROOT}/lib`], sizes: [] });
    files.learn(find(first));
    const second = wantedBy(read);
    expect(second).toEqual({
      texts: [`${ROOT}/lib/solve.mjs`, `${ROOT}/lib/grid.mjs`],
      directories: [],
      sizes: [],
    });
    files.learn(find(second));
    expect(read()).toBe(FILES[`${ROOT}/lib/solve.mjs`]);
    expect(files.readFile(`${ROOT}/lib/grid.mjs`)).toBe(FILES[`${ROOT}/lib/grid.mjs`]);
  });

  test('that are not listed are not asked for', () => {
    const files = new VirtualFiles();
    files.learn(find({ texts: [], directories: [ROOT], sizes: [] }));
    expect(files.readFile(`${ROOT}/missing.mjs`)).toBeUndefined();
    expect(files.fileExists(`${ROOT}/no-such-directory/index.js`)).toBe(false);
    expect(files.directoryExists(`${ROOT}/lib.mjs`)).toBe(false);
  });

  test('that cannot be read are not there, and are not asked for again', () => {
    const files = new VirtualFiles();
    files.learn({
      texts: [],
      directories: [{ path: ROOT, entries: { files: ['a.js'], directories: [] } }],
      sizes: [],
    });
    files.learn({ texts: [{ path: `${ROOT}/a.js`, text: null }], directories: [], sizes: [] });
    expect(files.readFile(`${ROOT}/a.js`)).toBeUndefined();
  });

  test('are read again once forgotten', () => {
    const files = new VirtualFiles();
    const path = `${ROOT}/lib/grid.mjs`;
    files.learn(find({ texts: [path], directories: [`${ROOT}/lib`], sizes: [] }));
    files.forget(path);
    expect(wantedBy(() => files.readFile(path))).toEqual({
      texts: [],
      directories: [`${ROOT}/lib`],
      sizes: [],
    });
  });

  test('are asked for their size alone where that is all there is to know, and again once forgotten', () => {
    const files = new VirtualFiles();
    const path = `${ROOT}/readme.txt`;
    const size = () => files.fileBytes(path);
    files.learn(find(wantedBy(size)));
    const wanted = wantedBy(size);
    expect(wanted).toEqual({ texts: [], directories: [], sizes: [path] });
    files.learn(find(wanted));
    expect(size()).toBe('words'.length);
    expect(files.fileBytes(`${ROOT}/missing.txt`)).toBeUndefined();
    files.forget(path);
    expect(wantedBy(size).directories).toEqual([ROOT]);
  });

  test('have no directory where the path has none', () => {
    expect(new VirtualFiles().listDirectory('')).toEqual([]);
  });
});

/** Asks the thread's side until it has all files, as the server does. */
const forecast = async (host: VirtualFiles, path: string): Promise<FromPrediction> => {
  const { runtime } = defaultConfiguration;
  const said: ((message: FromPrediction) => void)[] = [];
  const hear = predictionAnswers({
    analyzer: createAnalyzer(host, runtime),
    runtime,
    virtualFiles: host,
    say: (message) => said.shift()?.(message),
  });
  hear({ kind: 'text', path, text: FILES[path] ?? '' });
  for (let id = 1; ; id++) {
    const question: ToPrediction = {
      kind: 'forecast',
      id,
      path,
      configuration: defaultConfiguration,
      cancelled: new Int32Array(1),
    };
    const answer = await new Promise<FromPrediction>((answered) => {
      said.push(answered);
      hear(question);
    });
    if (answer.kind !== 'wanted') return answer;
    hear({ kind: 'found', files: find(answer.files) });
  }
};

describe('a forecast over virtual files', () => {
  test('follows imports and has the numbers that a synchronous file system gives', async () => {
    const path = `${ROOT}/main.mjs`;
    const overVirtual = await forecast(new VirtualFiles(), path);
    const everything = new VirtualFiles();
    everything.learn(find({ texts: Object.keys(FILES), directories: [ROOT, `${ROOT}/lib`], sizes: [] }));
    const atOnce = await forecast(everything, path);
    expect({ ...overVirtual, id: 0 }).toEqual({ ...atOnce, id: 0 });
    expect(overVirtual).toMatchObject({ kind: 'forecast' });
    const message = overVirtual.kind === 'forecast' ? overVirtual.result : null;
    const pages = message && new ForecastReceiver().forecast(path, message)?.reports[0]?.profile.rangePages;
    // The grid of 8 MiB lies in the file that the imported file imports.
    expect(pages?.likely).toBeGreaterThan(2000);
  });

  test('is answered without work when it is cancelled before its turn', async () => {
    const { runtime } = defaultConfiguration;
    const virtualFiles = new VirtualFiles();
    const said: FromPrediction[] = [];
    const hear = predictionAnswers({
      analyzer: createAnalyzer(virtualFiles, runtime),
      runtime,
      virtualFiles,
      say: (message) => said.push(message),
    });
    const path = `${ROOT}/main.mjs`;
    const cancelled = new Int32Array(1);
    hear({ kind: 'forecast', id: 7, path, configuration: defaultConfiguration, cancelled });
    hear({ kind: 'cancel', id: 7 });
    await expect.poll(() => said).toEqual([{ id: 7, kind: 'forecast', result: null }]);
  });
});
