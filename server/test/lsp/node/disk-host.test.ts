import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { FilesWanted, VirtualFiles } from '../../../src/lsp/documents/virtual-files.ts';
import { diskOr } from '../../../src/lsp/node/disk-host.ts';

const here = import.meta.dirname.replaceAll('\\', '/');
const name = path.basename(import.meta.filename);

describe('the files of a server on a disk', () => {
  test('are the disk’s', () => {
    const host = diskOr(new VirtualFiles());
    expect(host.readFile(`${here}/${name}`)).toContain('the files of a server on a disk');
    expect(host.fileExists(`${here}/${name}`)).toBe(true);
    expect(host.fileExists(here)).toBe(false);
    expect(host.directoryExists(here)).toBe(true);
    expect(host.listDirectory(here)).toContain(name);
    expect(host.fileBytes(`${here}/${name}`)).toBeGreaterThan(1000);
  });

  test('are not there when they cannot be read', () => {
    const host = diskOr(new VirtualFiles());
    expect(host.readFile(`${here}/missing.ts`)).toBeUndefined();
    expect(host.listDirectory(`${here}/missing`)).toEqual([]);
    expect(host.fileBytes(`${here}/missing.csv`)).toBeUndefined();
    expect(host.fileBytes(here)).toBeUndefined();
  });

  test('are the editor’s where the path lies on no disk', () => {
    const virtual = new VirtualFiles();
    const host = diskOr(virtual);
    expect(() => host.readFile('memory:///folder/main.ts')).toThrow(FilesWanted);
    const entries = { files: ['main.ts'], directories: [] };
    virtual.learn({
      texts: [{ path: 'memory:///folder/main.ts', text: 'main();' }],
      directories: [{ path: 'memory:///folder', entries }],
      sizes: [],
    });
    expect(host.readFile('memory:///folder/main.ts')).toBe('main();');
    expect(host.directoryExists('memory:///folder')).toBe(true);
  });
});
