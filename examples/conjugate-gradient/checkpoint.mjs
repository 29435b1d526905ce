// @ts-check
import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const CHUNK_BYTES = 65_536;

/**
 * Writes the field to disk, durably, a chunk at a time, without copying it.
 * @param {Float64Array} field
 * @param {number} step
 */
export function writeCheckpoint(field, step) {
  const path = join(tmpdir(), `heat-${process.pid}-${step}.f64`);
  const bytes = new Uint8Array(field.buffer, field.byteOffset, field.byteLength);
  const hash = createHash('sha256');
  const file = openSync(path, 'w');
  for (let offset = 0; offset < bytes.length; offset += CHUNK_BYTES) {
    const chunk = bytes.subarray(offset, offset + CHUNK_BYTES);
    writeSync(file, chunk);
    hash.update(chunk);
  }
  fsyncSync(file);
  closeSync(file);
  return { path, digest: hash.digest('hex') };
}

/**
 * Reads a checkpoint back through one small buffer and returns its digest.
 * @param {{ path: string }} checkpoint
 */
export function readCheckpoint(checkpoint) {
  const buffer = new Uint8Array(CHUNK_BYTES);
  const hash = createHash('sha256');
  const file = openSync(checkpoint.path, 'r');
  let count = readSync(file, buffer);
  while (count > 0) {
    hash.update(buffer.subarray(0, count));
    count = readSync(file, buffer);
  }
  closeSync(file);
  return hash.digest('hex');
}
