import { describe, expect, it } from 'vitest';
import type { EntityProfile } from '../../src/analysis/entity-profile.ts';
import { scriptGlobals } from '../../src/analysis/frontend/script-globals.ts';
import { createAnalyzer } from '../../src/analysis/index.ts';
import { analyzerOf, hostOf, profileIn, profileNamed } from './program-fixture.ts';

const FILL = 'function fill(n) { return new Uint8Array(n).fill(1); }';
const pagesOf = ({ pagesPerCall }: Pick<EntityProfile, 'pagesPerCall'>): number =>
  pagesPerCall?.likely ?? Number.NaN;
const PAGES_OF_16_MIB = 4096;

/** Pages that `work` in `main.js` writes when `other.js` lies beside it. */
const pagesBeside = (other: string, main: string): number =>
  pagesOf(profileNamed(analyzerOf(main, { '/project/other.js': other }), 'work'));

describe('plain scripts of one directory', () => {
  it('call the functions of each other as if they were one', () => {
    const main = 'function work() { return fill(1 << 24); } work();';
    const pages = pagesBeside(FILL, main);
    expect(pages).toBeGreaterThan(0.9 * PAGES_OF_16_MIB);
    expect(pages).toBe(pagesOf(profileIn(`${FILL} ${main}`, 'work')));
  });

  it.each([
    ['a variable', 'const size = 1 << 24;', 'size'],
    ['a property of window', 'window.size = 1 << 24;', 'size'],
    ['a property of this', 'this.size = 1 << 24;', 'size'],
    [
      'a namespace made by a function called at once',
      '(function (root) { root.app = { size: 1 << 24 }; })(this);',
      'app.size',
    ],
    ['a class', 'class Settings { static size = 1 << 24; }', 'Settings.size'],
  ])('read %s', (_, other, read) => {
    const pages = pagesBeside(other, `function work() { return new Uint8Array(${read}).fill(1); } work();`);
    expect(pages).toBeGreaterThan(0.9 * PAGES_OF_16_MIB);
  });

  it('extend one namespace', () => {
    const pages = pagesBeside(
      'var app = app || {}; app.fill = (n) => new Uint8Array(n).fill(1);',
      'var app = app || {}; app.size = 1 << 24; function work() { return app.fill(app.size); } work();',
    );
    expect(pages).toBeGreaterThan(0.9 * PAGES_OF_16_MIB);
  });

  it('profile a function by the calls of the script that uses it', () => {
    const files = { '/project/a.js': FILL, '/project/b.js': 'fill(1 << 24);' };
    const analyzer = createAnalyzer(hostOf(files));
    for (const [file, text] of Object.entries(files)) analyzer.setText(file, text);
    const pages = pagesOf(profileNamed(analyzer, 'fill', '/project/a.js'));
    expect(pages).toBeGreaterThan(0.9 * PAGES_OF_16_MIB);
    expect(pages).toBe(pagesOf(profileIn(`${FILL} fill(1 << 24);`, 'fill')));
  });

  it('keep what each declares itself', () => {
    const own = 'function fill(n) { return n; } function work() { return fill(1 << 24); } work();';
    expect(pagesBeside(FILL, own)).toBeLessThan(10);
  });

  it('leave alone what the script that asks has set itself, as other programs of the directory do', () => {
    const other = 'var ret; for (var size = 1; size < 2; size++) ret = size; function work() {}';
    const main =
      'var ret; function work() { var before = size; ret; return new Uint8Array(before + size).fill(1); } var size = 1 << 23; work();';
    expect(pagesBeside(other, main)).toBeGreaterThan(0.9 * PAGES_OF_16_MIB);
  });

  it('share nothing with modules', () => {
    const main = 'export function work() { return fill(1 << 24); } work();';
    expect(pagesBeside(FILL, main)).toBeLessThan(10);
    expect(scriptGlobals('/project/other.js', `export ${FILL}`)).toEqual(new Set());
  });

  it('find what a script beside has come to define', () => {
    const files = new Map([['/project/other.js', '']]);
    const main = 'function work() { return new Uint8Array(size).fill(1); } work();';
    const analyzer = createAnalyzer({
      readFile: (file) => files.get(file),
      fileExists: (file) => files.has(file),
      directoryExists: () => true,
      listDirectory: () => ['other.js'],
      fileBytes: () => undefined,
    });
    analyzer.setText('/project/main.js', main);
    const before = analyzer.profiles('/project/main.js');
    files.set('/project/other.js', 'var size = 1 << 24;');
    analyzer.forget('/project/other.js');
    expect(analyzer.profiles('/project/main.js')).not.toEqual(before);
    expect(pagesOf(profileNamed(analyzer, 'work', '/project/main.js'))).toBeGreaterThan(
      0.9 * PAGES_OF_16_MIB,
    );
  });

  it('follow an edit of the script beside', () => {
    const main = 'function work() { return new Uint8Array(size).fill(1); } work();';
    const analyzer = analyzerOf(main);
    analyzer.setText('/project/other.js', 'var size = 1 << 20;');
    const before = pagesOf(profileNamed(analyzer, 'work'));
    analyzer.setText('/project/other.js', 'var size = 1 << 24;');
    expect(pagesOf(profileNamed(analyzer, 'work')) / before).toBeGreaterThan(10);
  });
});
