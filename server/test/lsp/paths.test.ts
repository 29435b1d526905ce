import { describe, expect, test } from 'vitest';
import { isVirtualPath, pathOfUri, rootOf, uriOfPath } from '../../src/lsp/paths.ts';

describe('the path of a URI', () => {
  test.each([
    ['file:///home/a%20b/main.js', '/home/a b/main.js'],
    ['file:///c%3A/work/main.js', 'c:/work/main.js'],
    ['memfs:/work/main.js', 'memfs:///work/main.js'],
    ['vscode-vfs://github/owner/repo/na%C3%AFve.js', 'vscode-vfs://github/owner/repo/naïve.js'],
    ['vscode-vfs://github%2B7b22/owner/repo/main.js', 'vscode-vfs://github%2B7b22/owner/repo/main.js'],
  ])('%s is %s, and back', (uri, path) => {
    expect(pathOfUri(uri)).toBe(path);
    expect(uriOfPath(path)).toBe(uri);
  });

  test.each([
    'untitled:Untitled-1',
    'git:/work/main.js?%7B%7D',
    'vscode-notebook-cell:/a.ipynb#W0',
    'no URI',
  ])('%s has none: it is no file among others', (uri) => {
    expect(pathOfUri(uri)).toBeNull();
  });

  test('tells what only the editor can read', () => {
    expect(isVirtualPath('memfs:///work/main.js')).toBe(true);
    expect(isVirtualPath('/work/main.js')).toBe(false);
    expect(isVirtualPath('c:/work/main.js')).toBe(false);
  });

  test('lies in a root of its own file system only', () => {
    const roots = ['/work', 'memfs:///work', 'memfs:///'];
    expect(rootOf(roots, 'memfs:///work/main.js')).toBe('memfs:///work');
    expect(rootOf(roots, 'memfs:///other/main.js')).toBe('memfs:///');
    expect(rootOf(roots, '/work/main.js')).toBe('/work');
  });
});
