import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { unpackedFile } from '../../src/lsp/node/unpacked-file.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'packed-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

const fileOf = (bytes: string | Uint8Array): string => {
  const path = join(folder, 'data.gz');
  writeFileSync(path, bytes);
  return path;
};

it('says how large a packed file is once unpacked, and how it begins', () => {
  const text = Array.from({ length: 50_000 }, (_, line) => `line ${line * 7919}\n`).join('');
  expect(unpackedFile(fileOf(gzipSync(text)), 100)).toEqual({
    bytes: text.length,
    start: text.slice(0, 100),
  });
});

it('says nothing of a file that is not packed, or is empty', () => {
  expect(unpackedFile(fileOf('a,b,c\n'), 100)).toBeUndefined();
  expect(unpackedFile(fileOf(''), 100)).toBeUndefined();
});
