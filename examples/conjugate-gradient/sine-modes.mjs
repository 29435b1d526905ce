// @ts-check

/**
 * Amplitudes of the field's lowest `modes` × `modes` sine modes. Reads the whole field; writes only the amplitudes.
 * @param {Float64Array} field
 * @param {number} side
 * @param {number} modes
 */
export function sineModes(field, side, modes) {
  const amplitudes = new Float64Array(modes * modes);
  const ofRow = new Float64Array(modes);
  const sines = new Float64Array(2 * (side + 1));
  for (let i = 0; i < sines.length; i++) sines[i] = Math.sin((Math.PI * i) / (side + 1));

  for (let row = 0; row < side; row++) {
    for (let p = 1; p <= modes; p++) {
      let sum = 0;
      let angle = 0;
      for (let column = 0; column < side; column++) {
        angle += p;
        if (angle >= sines.length) angle -= sines.length;
        sum += field[row * side + column] * sines[angle];
      }
      ofRow[p - 1] = sum;
    }
    for (let q = 1; q <= modes; q++) {
      const weight = sines[(q * (row + 1)) % sines.length];
      for (let p = 0; p < modes; p++) amplitudes[(q - 1) * modes + p] += weight * ofRow[p];
    }
  }
  return amplitudes;
}

/**
 * How far a step was from the exact decay of its modes, relative to the strongest mode.
 * @param {import('./heat-operator.mjs').HeatOperator} operator
 * @param {Float64Array} before
 * @param {Float64Array} after
 * @param {number} modes
 */
export function largestDeviation(operator, before, after, modes) {
  let strongest = 0;
  let deviation = 0;
  for (let q = 1; q <= modes; q++) {
    for (let p = 1; p <= modes; p++) {
      const i = (q - 1) * modes + p - 1;
      strongest = Math.max(strongest, Math.abs(before[i]));
      deviation = Math.max(deviation, Math.abs(after[i] - before[i] * operator.decay(p, q)));
    }
  }
  return deviation / strongest;
}
