import { describe, expect, test } from 'vitest';
import { isVirtualPath, pathOfUri, rootOf, uriOfPath } from '../../../src/lsp/protocol/paths.ts';

describe('the path of a URI', () => {
  test.each([
    ['file:///home/a%20b/main.js', '/home/a b/main.js'],
    ['file:///c%3A/folder/main.js', 'c:/folder/main.js'],
    ['memfs:/folder/main.js', 'memfs:///folder/main.js'],
    ['vscode-vfs://github/owner/repo/na%C3%AFve.js', 'vscode-vfs://github/owner/repo/naïve.js'],
    ['vscode-vfs://github%2B7b22/owner/repo/main.js', 'vscode-vfs://github%2B7b22/owner/repo/main.js'],
  ])('%s is %s, and back', (uri, path) => {
    expect(pathOfUri(uri)).toBe(path);
    expect(uriOfPath(path)).toBe(uri);
  });

  test('that was never saved is where it is to lie', () => {
    expect(pathOfUri('untitled:/folder/new.ts')).toBe('/folder/new.ts');
    expect(pathOfUri('untitled:/c%3A/folder/new.ts')).toBe('c:/folder/new.ts');
  });

  test.each([
    'untitled:Untitled-1',
    'git:/folder/main.js?%7B%7D',
    'vscode-notebook-cell:/a.ipynb#W0',
    'no URI',
  ])('%s has none: it is no file among others', (uri) => {
    expect(pathOfUri(uri)).toBeNull();
  });

  test('tells what only the editor can read', () => {
    expect(isVirtualPath('memfs:///folder/main.js')).toBe(true);
    expect(isVirtualPath('/folder/main.js')).toBe(false);
    expect(isVirtualPath('c:/folder/main.js')).toBe(false);
  });

  test('lies in a root of its own file system only', () => {
    const roots = ['/folder', 'memfs:///folder', 'memfs:///'];
    expect(rootOf(roots, 'memfs:///folder/main.js')).toBe('memfs:///folder');
    expect(rootOf(roots, 'memfs:///other/main.js')).toBe('memfs:///');
    expect(rootOf(roots, '/folder/main.js')).toBe('/folder');
  });
});
