import { describe, expect, test } from 'vitest';
import {
  directoriesAbove,
  directoryOf,
  joinPath,
  nameOf,
  normalisedPath,
} from '../../src/source/file-path.ts';

describe('a path as text', () => {
  test.each([
    ['/a/b.ts', '/a', 'b.ts'],
    ['/b.ts', '', 'b.ts'],
    ['b.ts', '', 'b.ts'],
    ['C:/a/b.ts', 'C:/a', 'b.ts'],
    ['memfs://host/a/b.ts', 'memfs://host/a', 'b.ts'],
  ])('%s lies in "%s" and is called %s', (path, directory, name) => {
    expect(directoryOf(path)).toBe(directory);
    expect(nameOf(path)).toBe(name);
  });

  test.each([
    ['/a/b/c.ts', ['/a/b', '/a']],
    ['C:/a/b.ts', ['C:/a', 'C:']],
    ['memfs://host/a/b.ts', ['memfs://host/a', 'memfs://host']],
    ['memfs:///a/b.ts', ['memfs:///a', 'memfs://']],
  ])('%s lies in %j', (path, directories) => {
    expect(directoriesAbove(path)).toEqual(directories);
  });

  test.each([
    ['/a/./b/../c.ts', '/a/c.ts'],
    ['/../a.ts', '/a.ts'],
    ['../a.ts', '../a.ts'],
    ['a/..', '.'],
    ['memfs://host/a/../b.ts', 'memfs://host/b.ts'],
  ])('%s is %s', (path, normalised) => {
    expect(normalisedPath(path)).toBe(normalised);
  });

  test.each([
    ['/a/b', './c.ts', '/a/b/c.ts'],
    ['/a/b', '../c.ts', '/a/c.ts'],
    ['', './c.ts', '/c.ts'],
    ['C:/a', '../c.ts', 'C:/c.ts'],
    ['memfs://host/a', '../c.ts', 'memfs://host/c.ts'],
    ['memory:///project', './c.ts', 'memory:///project/c.ts'],
    ['memory:///project', '../c.ts', 'memory:///c.ts'],
    ['memory://', './c.ts', 'memory:///c.ts'],
  ])('from %s, %s is %s', (directory, relative, joined) => {
    expect(joinPath(directory, relative)).toBe(joined);
  });
});
