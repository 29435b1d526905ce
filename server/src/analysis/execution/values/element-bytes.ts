/** Bytes an element of each kind of view takes. */
export const ELEMENT_BYTES: ReadonlyMap<string, number> = new Map([
  ['Int8Array', 1],
  ['Uint8Array', 1],
  ['Uint8ClampedArray', 1],
  ['Buffer', 1],
  ['ArrayBuffer', 1],
  ['SharedArrayBuffer', 1],
  ['DataView', 1],
  ['Int16Array', 2],
  ['Uint16Array', 2],
  ['Int32Array', 4],
  ['Uint32Array', 4],
  ['Float32Array', 4],
  ['Float64Array', 8],
  ['BigInt64Array', 8],
  ['BigUint64Array', 8],
]);
