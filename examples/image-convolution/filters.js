/** Binomial weights, close to a Gaussian of one pixel's deviation. */
const KERNEL = [1 / 16, 4 / 16, 6 / 16, 4 / 16, 1 / 16];

/** Blurs rows, then columns, `passes` times; every pass rewrites two whole pictures. */
function blur(image, side, passes) {
  const result = Float32Array.from(image);
  const between = new Float32Array(image.length);
  for (let pass = 0; pass < passes; pass++) {
    convolve(result, between, side, 1, side);
    convolve(between, result, side, side, 1);
  }
  return result;
}

/** Convolves every line of pixels `step` apart; lines lie `pitch` apart; the borders repeat the last pixel. */
function convolve(from, to, side, step, pitch) {
  for (let line = 0; line < side; line++) {
    const start = line * pitch;
    for (let i = 0; i < side; i++) {
      let sum = 0;
      for (let k = -2; k <= 2; k++) {
        const at = Math.min(side - 1, Math.max(0, i + k));
        sum += KERNEL[k + 2] * from[start + at * step];
      }
      to[start + i * step] = sum;
    }
  }
}

/** Length of the brightness gradient; 0 along the border. */
function sobel(image, side) {
  const edges = new Float32Array(image.length);
  for (let y = 1; y < side - 1; y++) {
    for (let x = 1; x < side - 1; x++) {
      const i = y * side + x;
      const across =
        image[i - side + 1] +
        2 * image[i + 1] +
        image[i + side + 1] -
        image[i - side - 1] -
        2 * image[i - 1] -
        image[i + side - 1];
      const down =
        image[i + side - 1] +
        2 * image[i + side] +
        image[i + side + 1] -
        image[i - side - 1] -
        2 * image[i - side] -
        image[i - side + 1];
      edges[i] = Math.sqrt(across * across + down * down);
    }
  }
  return edges;
}

module.exports = { blur, sobel };
