/**
 * A seeded stream of random numbers: the same seed gives the same stream on every platform.
 * sfc32, "small fast counter" (C. Doty-Humphrey, PractRand, 2010): 96 bits of chaotic state and a 32-bit counter.
 */
export interface Random {
  /** Uniform in [0, 1). */
  uniform(): number;
  /** Standard normal. */
  normal(): number;
  /** Exponential with mean 1. */
  exponential(): number;
}

/** Streams of different `stream` numbers under one seed are independent for all purposes here. */
export function createRandom(seed: number, stream = 0): Random {
  let a = seed | 0;
  let b = stream | 0;
  // The high half, so that seeds above 2^32 differ too.
  let c = (seed / 0x1_0000_0000) | 0;
  let counter = 1;

  const next = (): number => {
    const mixed = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + mixed;
    c |= 0;
    return mixed >>> 0;
  };
  // The author's count of rounds until the seed has reached every bit of the state.
  for (let round = 0; round < 12; round++) next();

  const uniform = (): number => next() / 0x1_0000_0000;
  return {
    uniform,
    // Box and Muller, 1958; 1 − u keeps the logarithm's argument above 0.
    exponential: () => -Math.log(1 - uniform()),
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
  };
}
