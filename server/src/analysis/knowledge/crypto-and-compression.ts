import type { Effect, ResultShape } from '../effects/effect.ts';
import { type Quantity, quantity, scale } from '../effects/quantity.ts';
import {
  allocates,
  allocatesMany,
  allocatesOutside,
  BOOLEAN,
  buffer,
  callsBack,
  instance,
  outcome,
  RECEIVER_ITSELF,
  takes,
  text,
  UNDEFINED,
} from './effect-builders.ts';
import type { KnownCall } from './known-effect.ts';
import { family, type KnownRow, type KnownTable } from './known-table.ts';
import { argumentOf, bytesOf, isGiven, numberOf } from './sizes.ts';
import { UNPACKER, unpackedOf } from './unpacking.ts';

const HASH_SOURCE =
  'row "crypto sha256 over constant 1 MB buffer": 0.77 ns a byte; a context of about 2.5 KB outside the heap';

/** The object, its OpenSSL context, and what is left of it until a collection. */
const context = (className: string): KnownRow => ({
  source: HASH_SOURCE,
  does: () =>
    outcome(
      instance(className),
      allocatesMany(quantity(200, 400, 700), 'result'),
      allocatesOutside(quantity(800, 2000, 4000), 'result'),
      takes(2500),
    ),
});

const hashing: KnownRow = {
  source: HASH_SOURCE,
  does: (call) => outcome(RECEIVER_ITSELF, takes(300), takes(0.77, bytesOf(argumentOf(call, 0)))),
};

const digest: KnownRow = {
  source: 'estimate: 32 B as a buffer, 64 characters as text',
  does: (call) =>
    isGiven(argumentOf(call, 0))
      ? outcome(text(quantity(24, 64, 128)), allocates(quantity(80, 120, 200), 'result'), takes(800))
      : outcome(
          buffer(quantity(16, 32, 64)),
          allocatesMany(quantity(200, 280, 300), 'result'),
          allocatesOutside(quantity(16, 32, 64), 'result'),
          takes(800),
        ),
};

const ciphering: KnownRow = {
  source: 'estimate: AES in hardware, 0.5 ns a byte; the output lies outside the heap',
  does: (call) => {
    const size = bytesOf(argumentOf(call, 0));
    return outcome(
      buffer(size),
      allocatesMany(quantity(200), 'result'),
      allocatesOutside(size, 'result'),
      takes(800),
      takes(0.5, size),
    );
  },
};

const random = (call: KnownCall): readonly Effect[] => {
  const size = numberOf(argumentOf(call, 0), quantity(8, 32, 65_536));
  return [
    callsBack(call, UNDEFINED, buffer(size)),
    allocatesMany(quantity(200), 'result'),
    allocatesOutside(size, 'result'),
    takes(1000),
    takes(0.33, size),
  ];
};

/** Key derivation is slow on purpose: 0.1 to 1 s of processor time. */
const derivation: KnownRow = {
  source: 'estimate: 100,000 iterations of PBKDF2 or scrypt at its defaults (16 MiB of memory)',
  does: (call) =>
    outcome(
      buffer(numberOf(argumentOf(call, 3), quantity(16, 32, 64))),
      allocatesOutside(quantity(1024, 65_536, 16_777_216), 'temporary'),
      takes(5e7),
    ),
};

const signature = (result: ResultShape): KnownRow => ({
  source: 'estimate: elliptic curves 50 µs, RSA-2048 signing 700 µs',
  does: () =>
    outcome(
      result,
      allocatesMany(quantity(300, 500, 1000), 'result'),
      allocatesOutside(quantity(500, 2000, 8000), 'temporary'),
      takes(200_000),
    ),
});

/** zlib's deflate state: 268 KB (its `deflateInit2` documentation), taken from and returned to the allocator in each call. */
const DEFLATE_STATE = quantity(268_000);
const INFLATE_STATE = quantity(48_000);

/** Node grows the output in chunks (`zlib.constants.Z_DEFAULT_CHUNK`, 16 KiB) and then joins them. */
const CHUNK_BYTES = 16_384;

const chunked = (size: Quantity): Quantity =>
  quantity(
    Math.max(size.low, CHUNK_BYTES),
    Math.max(size.likely, CHUNK_BYTES),
    Math.max(size.high, CHUNK_BYTES),
  );

const deflated = (call: KnownCall): Quantity => scale(bytesOf(argumentOf(call, 0)), 0.3);

const inflated = (call: KnownCall): Quantity => unpackedOf(argumentOf(call, 0)).bytes;

const deflate = (call: KnownCall): readonly Effect[] => [
  allocatesMany(quantity(500, 1000, 2000), 'temporary'),
  allocatesOutside(chunked(deflated(call)), 'result'),
  takes(40_000),
  takes(3, bytesOf(argumentOf(call, 0))),
];

const inflate = (call: KnownCall): readonly Effect[] => [
  allocatesMany(quantity(1000, 2000, 20_000), 'temporary'),
  allocatesOutside(chunked(inflated(call)), 'temporary'),
  allocatesOutside(inflated(call), 'result'),
  allocatesOutside(INFLATE_STATE, 'temporary'),
  takes(15_000),
  takes(1.2, inflated(call)),
];

const DEFLATE_SOURCE =
  'row "zlib.deflateSync 256 KB": 2.9 ns a byte, output in chunks of 16 KiB outside the heap';
const INFLATE_SOURCE = 'row "zlib.gunzipSync 1 MB out": 1.2 ns a byte of output, twice outside the heap';

const compression = (
  names: readonly string[],
  source: string,
  perform: (call: KnownCall) => readonly Effect[],
  made: (call: KnownCall) => ResultShape,
): KnownTable => ({
  ...family(
    'zlib.',
    names.map((name) => `${name}Sync`),
    { source, does: (call) => outcome(made(call), ...perform(call)) },
  ),
  ...family('zlib.', names, {
    source,
    does: (call) => outcome(UNDEFINED, ...perform(call), callsBack(call, UNDEFINED, made(call))),
  }),
});

const compressor = (made: ResultShape, state: Quantity): KnownRow => ({
  source: 'zlib manual: 268 KB to deflate, 48 KB to inflate',
  does: () =>
    outcome(
      made,
      allocatesMany(quantity(2000, 4000, 6000), 'result'),
      allocatesOutside(state, 'result'),
      takes(30_000),
    ),
});

export const cryptoAndCompression: KnownTable = {
  'crypto.createHash': context('Hash'),
  'crypto.createHmac': context('Hmac'),
  'crypto.createSign': context('Sign'),
  'crypto.createVerify': context('Verify'),
  ...family('crypto.', ['createCipheriv', 'createDecipheriv'], context('Cipher')),
  ...family(
    '',
    ['Hash.prototype.update', 'Hmac.prototype.update', 'Sign.prototype.update', 'Verify.prototype.update'],
    hashing,
  ),
  ...family('', ['Hash.prototype.digest', 'Hmac.prototype.digest'], digest),
  'Hash.prototype.copy': context('Hash'),
  ...family(
    '',
    [
      'Cipher.prototype.update',
      'Cipher.prototype.final',
      'Decipher.prototype.update',
      'Decipher.prototype.final',
    ],
    ciphering,
  ),
  'crypto.hash': {
    source: HASH_SOURCE,
    does: (call) =>
      outcome(
        text(quantity(24, 64, 128)),
        allocates(quantity(80, 120, 200), 'result'),
        takes(1200),
        takes(0.77, bytesOf(argumentOf(call, 1))),
      ),
  },
  'crypto.randomBytes': {
    source: 'row "crypto.randomBytes 64KB": outside the heap, 0.34 ns a byte',
    does: (call) => outcome(buffer(numberOf(argumentOf(call, 0), quantity(8, 32, 65_536))), ...random(call)),
  },
  ...family('crypto.', ['randomFillSync', 'getRandomValues'], {
    source: 'row "crypto.randomBytes 64KB": 0.34 ns a byte, in place',
    does: (call) =>
      outcome(
        { kind: 'same', as: { kind: 'argument', index: 0 } },
        {
          kind: 'write',
          target: { kind: 'argument', index: 0 },
          bytes: bytesOf(argumentOf(call, 0)),
          pattern: 'sweep',
        },
        takes(700),
        takes(0.33, bytesOf(argumentOf(call, 0))),
      ),
  }),
  'crypto.randomUUID': {
    source: 'estimate: 36 characters from a cached block of random bytes',
    does: () => outcome(text(quantity(36)), allocates(quantity(56, 120, 200), 'result'), takes(150)),
  },
  ...family('crypto.', ['pbkdf2Sync', 'scryptSync', 'pbkdf2', 'scrypt'], derivation),
  'crypto.timingSafeEqual': {
    source: 'estimate: 1 ns a byte',
    does: (call) => outcome(BOOLEAN, takes(300), takes(1, bytesOf(argumentOf(call, 0)))),
  },
  'crypto.sign': signature(buffer(quantity(64, 256, 512))),
  'crypto.verify': signature(BOOLEAN),
  'Sign.prototype.sign': signature(buffer(quantity(64, 256, 512))),
  'Verify.prototype.verify': signature(BOOLEAN),
  ...family(
    'crypto.',
    ['generateKeyPairSync', 'createPrivateKey', 'createPublicKey', 'createSecretKey'],
    signature({ kind: 'object', fields: {} }),
  ),
  ...compression(['deflate', 'deflateRaw', 'gzip', 'brotliCompress'], DEFLATE_SOURCE, deflate, (call) =>
    buffer(deflated(call)),
  ),
  ...compression(
    ['inflate', 'inflateRaw', 'gunzip', 'unzip', 'brotliDecompress'],
    INFLATE_SOURCE,
    inflate,
    (call) => {
      const { bytes, text } = unpackedOf(argumentOf(call, 0));
      return buffer(bytes, text);
    },
  ),
  ...family(
    'zlib.',
    ['createDeflate', 'createDeflateRaw', 'createGzip', 'createBrotliCompress'],
    compressor(instance('Transform'), DEFLATE_STATE),
  ),
  ...family(
    'zlib.',
    ['createInflate', 'createInflateRaw', 'createGunzip', 'createUnzip', 'createBrotliDecompress'],
    compressor(UNPACKER, INFLATE_STATE),
  ),
  'zlib.crc32': {
    source: 'estimate: 0.1 ns a byte',
    does: (call) =>
      outcome(
        { kind: 'number', value: null, integer: true },
        takes(100),
        takes(0.1, bytesOf(argumentOf(call, 0))),
      ),
  },
};
