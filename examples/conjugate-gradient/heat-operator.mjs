// @ts-check

/** `I + time · L` for the five-point Laplacian `L` on a square plate whose edge is kept at 0. Nothing is stored. */
export class HeatOperator {
  /**
   * @param {number} side cells per side; the plate is 1 wide
   * @param {number} time length of one implicit Euler step
   */
  constructor(side, time) {
    this.side = side;
    this.coupling = time * (side + 1) ** 2;
  }

  /**
   * @param {Float64Array} input
   * @param {Float64Array} output
   */
  apply(input, output) {
    const { side, coupling } = this;
    const diagonal = 1 + 4 * coupling;
    for (let row = 0; row < side; row++) {
      const start = row * side;
      for (let column = 0; column < side; column++) {
        const i = start + column;
        const left = column > 0 ? input[i - 1] : 0;
        const right = column < side - 1 ? input[i + 1] : 0;
        const above = row > 0 ? input[i - side] : 0;
        const below = row < side - 1 ? input[i + side] : 0;
        output[i] = diagonal * input[i] - coupling * (left + right + above + below);
      }
    }
  }

  /**
   * The factor by which one step shrinks the sine mode (p, q): the eigenvalue of the inverse operator.
   * @param {number} p
   * @param {number} q
   */
  decay(p, q) {
    const angle = Math.PI / (2 * (this.side + 1));
    return 1 / (1 + 4 * this.coupling * (Math.sin(p * angle) ** 2 + Math.sin(q * angle) ** 2));
  }
}
