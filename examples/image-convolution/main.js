// Finds the rings in a noisy picture: separable Gaussian blur, Sobel edges, then a search for the circles through
// them that reads the edges and writes one small table of votes. Nothing is tagged yet: ask for suggestions.
//
//   node main.js [pixels per side = 2048] [blur passes = 12] [candidate radii = 24]

const { createHash } = require('node:crypto');
const { blur, sobel } = require('./filters.js');
const { radiusVotes } = require('./ring-search.js');
const { noisyRings } = require('./synthetic.js');

const side = Number(process.argv[2] ?? 2048);
const passes = Number(process.argv[3] ?? 12);
const candidates = Number(process.argv[4] ?? 24);

const truth = [0.2, 0.35];
const picture = noisyRings(side, truth);
const smooth = blur(picture, side, passes);
const edges = sobel(smooth, side);
const digest = createHash('sha256').update(quantised(edges)).digest('hex');
console.log(`edges of ${side} x ${side} pixels, sha256 ${digest.slice(0, 16)}`);

const votes = radiusVotes(edges, side, candidates);
const found = strongest(votes, truth.length).map((index) => (index + 0.5) / (2 * candidates));
console.log(`radii found: ${found.map((radius) => radius.toFixed(3)).join(', ')}`);

const within = 1 / (2 * candidates);
const ok = truth.every((radius) => found.some((candidate) => Math.abs(candidate - radius) <= within));
console.log(ok ? 'ok: both rings found' : `FAILED: expected radii near ${truth.join(' and ')}`);
process.exitCode = ok ? 0 : 1;

/** Eight bits a pixel, so that the digest does not hang on the last bit of a sum. */
function quantised(image) {
  const bytes = new Uint8Array(image.length);
  for (let i = 0; i < image.length; i++) bytes[i] = Math.min(255, Math.round(image[i] * 64));
  return bytes;
}

/** Indices of the `count` highest local maxima, ascending. */
function strongest(values, count) {
  const peaks = [];
  for (let i = 0; i < values.length; i++) {
    if (values[i] > (values[i - 1] ?? 0) && values[i] >= (values[i + 1] ?? 0)) peaks.push(i);
  }
  return peaks
    .sort((a, b) => values[b] - values[a])
    .slice(0, count)
    .sort((a, b) => a - b);
}
