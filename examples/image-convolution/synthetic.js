/** Filled discs of the given radii (in picture widths) around the centre, each half as bright as the one inside it, under noise. */
function noisyRings(side, radii) {
  const image = new Float32Array(side * side);
  let state = 12_345;
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const radius = Math.hypot(x + 0.5 - side / 2, y + 0.5 - side / 2) / side;
      let light = 0;
      for (const edge of radii) if (radius < edge) light += 1;
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      image[y * side + x] = light + 0.6 * (state / 2 ** 32 - 0.5);
    }
  }
  return image;
}

module.exports = { noisyRings };
