import { describe, expect, it } from 'vitest';
import type { AnalysisHost, Analyzer } from '../../src/analysis/analyzer.ts';
import { createAnalyzer } from '../../src/analysis/index.ts';
import { hostOf, MAIN, profileNamed } from './program-fixture.ts';

/** A project around `/project/main.js` with data files of these sizes, and how often they were asked for. */
const projectOf = (source: string, sizes: Record<string, number>, main = MAIN) => {
  const files = hostOf({ [main]: source, '/project/package.json': '{}' });
  const asked: string[] = [];
  const host: AnalysisHost = {
    ...files,
    fileBytes: (path) => {
      asked.push(path);
      return sizes[path];
    },
  };
  const analyzer: Analyzer = createAnalyzer(host);
  analyzer.setText(main, source);
  return { analyzer, asked, main };
};

const reading = (path: string): string => `
  const fs = require('fs'); const path = require('path'); const url = require('url');
  exports.load = function load() { return fs.readFileSync(${path}); };`;

const EIGHT_MIB = 8 << 20;

describe('the size of a file that a program reads', () => {
  const sizes = { '/project/data/in.csv': EIGHT_MIB };

  it.each([
    ["'data/in.csv'"],
    ["'./data/in.csv'"],
    ["__dirname + '/data/in.csv'"],
    ["path.join(__dirname, 'data', 'in.csv')"],
    ["path.resolve('data', 'in.csv')"],
    ["path.join(process.cwd(), 'data/in.csv')"],
    ["path.join(path.dirname(__filename), 'lib', '..', 'data/in.csv')"],
    ["'data/' + path.basename('/elsewhere/in.csv')"],
  ])('is known of %s', (path) => {
    const { analyzer } = projectOf(reading(path), sizes);
    const profile = profileNamed(analyzer, 'load');
    expect(profile.pagesPerCall?.likely).toBeGreaterThan((EIGHT_MIB / 4096) * 0.9);
    expect(profile.pagesPerCall?.likely).toBeLessThan((EIGHT_MIB / 4096) * 1.5);
    expect(profile.why.join()).toContain('`in.csv` has 8 MiB now');
    expect(profile.questions).toEqual([]);
  });

  it.each([
    ["new URL('./data/in.csv', import.meta.url)"],
    ["fileURLToPath(new URL('./data/in.csv', import.meta.url))"],
    ["import.meta.dirname + '/data/in.csv'"],
  ])('is known in a module of %s', (path) => {
    const source = `
      import { readFileSync } from 'node:fs'; import { fileURLToPath } from 'node:url';
      export function load() { return readFileSync(${path}); }`;
    const { analyzer, main } = projectOf(source, sizes, '/project/main.mjs');
    expect(profileNamed(analyzer, 'load', main).why.join()).toContain('`in.csv`');
  });

  it.each([
    ["process.getBuiltinModule('fs')"],
    ["globalThis.process.getBuiltinModule('node:fs')"],
  ])('is known of one that is read with %s', (module) => {
    const { analyzer } = projectOf(
      `exports.load = function load() { return ${module}.readFileSync('data/in.csv'); };`,
      sizes,
    );
    expect(profileNamed(analyzer, 'load').why.join()).toContain('`in.csv` has 8 MiB now');
  });

  it('is that of the nearest file at or above the source, up to the package', () => {
    const main = '/project/src/deep/main.js';
    const above = { '/project/in.csv': 1000, '/in.csv': 5 };
    const { analyzer } = projectOf(reading("'in.csv'"), above, main);
    expect(profileNamed(analyzer, 'load', main).why.join()).toContain('`in.csv` has 1,000 B now');
    const outside = projectOf(reading("'in.csv'"), { '/in.csv': 5 }, main);
    expect(profileNamed(outside.analyzer, 'load', main).why.join()).not.toContain('in.csv');
  });

  it('may be another one when the program runs', () => {
    const { analyzer } = projectOf(reading("'data/in.csv'"), sizes);
    const { pagesPerCall } = profileNamed(analyzer, 'load');
    expect(pagesPerCall?.low).toBeLessThan(EIGHT_MIB / 4096 / 1.9);
    expect(pagesPerCall?.high).toBeGreaterThan((EIGHT_MIB / 4096) * 3.9);
  });

  it('is what the user declares, whatever lies there', () => {
    const source = `
      const fs = require('fs');
      // @migrate assume size=64KiB
      exports.load = function load() { return fs.readFileSync('data/in.csv'); };`;
    const { analyzer } = projectOf(source, sizes);
    expect(profileNamed(analyzer, 'load').pagesPerCall?.likely).toBeLessThan(100);
  });

  it('is asked of the user where there is no such file, or nobody knows which', () => {
    for (const path of ["'missing.csv'", 'process.argv[2]']) {
      const { analyzer } = projectOf(reading(path), sizes);
      expect(profileNamed(analyzer, 'load').questions.join()).toContain(
        'How large is what `fs.readFileSync` handles?',
      );
    }
  });

  it('says how many chunks and lines there are', () => {
    const source = `
      const fs = require('fs'); const readline = require('readline');
      const kept = new Float64Array(16);
      exports.count = async function count() {
        let n = 0;
        for await (const line of readline.createInterface({ input: fs.createReadStream('data/in.csv') })) n += line.length;
        kept[0] = n;
      };`;
    const { analyzer } = projectOf(source, sizes);
    const { durationSeconds, questions } = profileNamed(analyzer, 'count');
    expect(questions).toEqual([]);
    expect(durationSeconds?.likely).toBeGreaterThan(0.003);
  });
});

describe('the size of a file that changes', () => {
  it('counts once the analysis is told to forget the file', () => {
    const sizes: Record<string, number> = { '/project/in.csv': EIGHT_MIB };
    const { analyzer } = projectOf(reading("'in.csv'"), sizes);
    const before = profileNamed(analyzer, 'load').pagesPerCall?.likely ?? 0;
    sizes['/project/in.csv'] = EIGHT_MIB / 8;
    analyzer.forget('/project/in.csv');
    const after = profileNamed(analyzer, 'load').pagesPerCall?.likely ?? 0;
    expect(after).toBeLessThan(before / 6);
    expect(analyzer.dataFiles(MAIN)).toEqual(['in.csv']);
  });

  it('is asked for once while nothing changes, and not at all where nothing is read', () => {
    const { analyzer, asked } = projectOf(reading("'in.csv'"), { '/project/in.csv': 10 });
    analyzer.profiles(MAIN);
    analyzer.timeline(MAIN);
    analyzer.profiles(MAIN);
    expect(asked).toEqual(['/project/in.csv']);
    const none = projectOf('exports.load = function load() { return [1]; };', {});
    none.analyzer.profiles(MAIN);
    expect(none.asked).toEqual([]);
  });
});

describe('the text of a file that a program reads', () => {
  /** Loops as often as the number says that `read` gives, in nanoseconds. */
  const durationOf = (analyzer: Analyzer, main = MAIN): number =>
    (profileNamed(analyzer, 'work', main).durationSeconds?.likely ?? 0) * 1e9;

  const counting = (read: string): string => `
    const fs = require('fs'); const path = require('path');
    const kept = new Float64Array(8);
    const count = ${read};
    exports.work = function work() { let sum = 0; for (let i = 0; i < count; i++) sum += i; kept[0] = sum; };`;

  const filesAround = (text: string, main: string): Record<string, string> => ({
    [main]: '',
    '/project/package.json': '{}',
    '/project/in.txt': text,
  });

  const analysed = (source: string, text: string, main = MAIN) => {
    const files = filesAround(text, main);
    const analyzer = createAnalyzer(hostOf(files));
    analyzer.setText(main, source);
    return { analyzer, files };
  };

  it.each([
    ["Number(fs.readFileSync('in.txt', 'utf8'))"],
    ["Number(fs.readFileSync('in.txt', { encoding: 'utf-8' }).trim())"],
    ["parseInt(process.getBuiltinModule('fs').readFileSync('in.txt', 'latin1'))"],
    ["Number(/(?<count>\\d+)/.exec(fs.readFileSync('in.txt', 'utf8')).groups.count)"],
  ])('is what stands in it: %s', (read) => {
    const few = durationOf(analysed(counting(read), '1000').analyzer);
    const many = durationOf(analysed(counting(read), '100000').analyzer);
    expect(many / few).toBeGreaterThan(50);
  });

  it('is found beside a module that was written for CommonJS', () => {
    const main = '/project/main.ts';
    const source = `import { readFileSync } from 'fs';
      const kept = new Float64Array(8); const count = Number(readFileSync(\`\${__dirname}/in.txt\`, 'utf8'));
      export function work() { let sum = 0; for (let i = 0; i < count; i++) sum += i; kept[0] = sum; }`;
    const few = durationOf(analysed(source, '1000', main).analyzer, main);
    expect(durationOf(analysed(source, '100000', main).analyzer, main) / few).toBeGreaterThan(50);
  });

  const LINES = `const lines = readline.createInterface({ input: fs.createReadStream('in.txt') });`;

  it.each([
    ['heard', `lines.on('line', (line) => { all.push(line); }); await events.once(lines, 'close');`],
    ['iterated over', 'for await (const line of lines) all.push(line);'],
  ])('is %s line by line', (_how, collect) => {
    const source = `
      const fs = require('fs'); const readline = require('readline'); const events = require('events');
      const kept = new Float64Array(8);
      exports.work = async function work() {
        const all = []; ${LINES} ${collect}
        const count = Number(all[1]) * all.length;
        let sum = 0; for (let i = 0; i < count; i++) sum += i; kept[0] = sum;
      };`;
    const few = durationOf(analysed(source, 'of\r\n1000000\r\n').analyzer);
    expect(durationOf(analysed(source, 'of\n300000000\n\n2').analyzer) / few).toBeGreaterThan(30);
  });

  it('is that of the file beside who calls the function that reads it', () => {
    const main = '/project/day/main.js';
    const files = {
      [main]: '',
      '/project/package.json': '{}',
      '/project/services/files.js': `exports.read = (path) => require('fs').readFileSync(path, 'utf8');`,
    };
    const durationWith = (text: string): number => {
      const analyzer = createAnalyzer(hostOf({ ...files, '/project/day/in.txt': text }));
      analyzer.setText(main, counting(`Number(require('../services/files').read('in.txt'))`));
      return durationOf(analyzer, main);
    };
    expect(durationWith('100000') / durationWith('1000')).toBeGreaterThan(50);
  });

  it('is not looked at where the user has declared its size', () => {
    const source = `
      const fs = require('fs');
      // @migrate assume size=64KiB
      exports.work = function work() { for (let i = Number(fs.readFileSync('in.txt', 'utf8')); i > 0; i--); };`;
    expect(profileNamed(analysed(source, '100000').analyzer, 'work').questions.join()).toContain('trips');
  });

  it('is read again once the analysis is told to forget the file, though it is as long', () => {
    const { analyzer, files } = analysed(counting("Number(fs.readFileSync('in.txt', 'utf8'))"), '900000');
    const before = durationOf(analyzer);
    files['/project/in.txt'] = '009000';
    analyzer.forget('/project/in.txt');
    expect(before / durationOf(analyzer)).toBeGreaterThan(50);
  });
});
