/** What follows `get` and `set` in the methods of a DataView. */
export const DATA_VIEW_FORMATS: readonly string[] = [
  'Int8',
  'Uint8',
  'Int16',
  'Uint16',
  'Int32',
  'Uint32',
  'Float32',
  'Float64',
  'BigInt64',
  'BigUint64',
];

/** What follows `read` and `write` in the methods of a Buffer that take a fixed number of bytes. */
export const BUFFER_FORMATS: readonly string[] = [
  'Int8',
  'UInt8',
  'Int16LE',
  'Int16BE',
  'UInt16LE',
  'UInt16BE',
  'Int32LE',
  'Int32BE',
  'UInt32LE',
  'UInt32BE',
  'FloatLE',
  'FloatBE',
  'DoubleLE',
  'DoubleBE',
  'BigInt64LE',
  'BigInt64BE',
  'BigUInt64LE',
  'BigUInt64BE',
];
