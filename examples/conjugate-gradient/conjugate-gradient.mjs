// @ts-check

/**
 * Solves `operator · x = right` (symmetric, positive definite) to a relative residual, from x = 0.
 * Four vectors as large as the problem are rewritten in every iteration.
 * @param {import('./heat-operator.mjs').HeatOperator} operator
 * @param {Float64Array} right
 * @param {number} tolerance
 */
// @migrate withdraw because=range
export function solve(operator, right, tolerance) {
  const solution = new Float64Array(right.length);
  const residual = right.slice();
  const direction = right.slice();
  const image = new Float64Array(right.length);
  const target = tolerance * Math.sqrt(dot(right, right));
  let squared = dot(residual, residual);
  let iterations = 0;

  // How many iterations the tolerance takes cannot be read off the code.
  // @migrate assume trips=90
  while (Math.sqrt(squared) > target) {
    operator.apply(direction, image);
    const length = squared / dot(direction, image);
    addScaled(solution, length, direction);
    addScaled(residual, -length, image);
    const next = dot(residual, residual);
    turn(direction, residual, next / squared);
    squared = next;
    iterations++;
  }
  return { solution, iterations, residual: Math.sqrt(squared) };
}

/**
 * @param {Float64Array} a
 * @param {Float64Array} b
 */
function dot(a, b) {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

/**
 * `target += factor · vector`
 * @param {Float64Array} target
 * @param {number} factor
 * @param {Float64Array} vector
 */
function addScaled(target, factor, vector) {
  for (let i = 0; i < target.length; i++) target[i] += factor * vector[i];
}

/**
 * `direction = residual + factor · direction`
 * @param {Float64Array} direction
 * @param {Float64Array} residual
 * @param {number} factor
 */
function turn(direction, residual, factor) {
  for (let i = 0; i < direction.length; i++) direction[i] = residual[i] + factor * direction[i];
}
