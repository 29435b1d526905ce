// @ts-check
// Heat spreading through a square plate: implicit Euler steps, each one a linear system solved by conjugate
// gradients, each followed by a checkpoint on disk and a check of the field against the exact decay of its modes.
//
//   node main.mjs [cells per side = 768] [time steps = 3] [modes checked per side = 512]

import { rmSync } from 'node:fs';
import { readCheckpoint, writeCheckpoint } from './checkpoint.mjs';
import { solve } from './conjugate-gradient.mjs';
import { HeatOperator } from './heat-operator.mjs';
import { largestDeviation, sineModes } from './sine-modes.mjs';

const side = Number(process.argv[2] ?? 768);
const steps = Number(process.argv[3] ?? 3);
const modes = Math.min(Number(process.argv[4] ?? 512), side);

const operator = new HeatOperator(side, 3e-5);
let field = heatedBlock(side);
let amplitudes = sineModes(field, side, modes);
let worst = 0;

for (let step = 1; step <= steps; step++) {
  const { solution, iterations, residual } = solve(operator, field, 1e-7);
  field = solution;

  // The plate is only read from here on, until the next step: the moment to move.
  // @migrate approve begin checkpoint
  const checkpoint = writeCheckpoint(field, step);
  const decayed = sineModes(field, side, modes);
  const deviation = largestDeviation(operator, amplitudes, decayed, modes);
  const restored = readCheckpoint(checkpoint);
  // @migrate end checkpoint

  if (restored !== checkpoint.digest) throw new Error(`checkpoint ${checkpoint.path} does not read back`);
  rmSync(checkpoint.path);
  amplitudes = decayed;
  worst = Math.max(worst, deviation);
  console.log(
    `step ${step}: ${iterations} iterations, residual ${residual.toExponential(1)}, ` +
      `energy ${energy(field).toFixed(6)}, checkpoint ${checkpoint.digest.slice(0, 12)}`,
  );
}

console.log(worst < 1e-5 ? 'ok: every mode decayed as it must' : `FAILED: a mode is off by ${worst}`);
process.exitCode = worst < 1e-5 ? 0 : 1;

/**
 * A plate at 0 with a square in its middle, a quarter as wide, at 1.
 * @param {number} side
 */
function heatedBlock(side) {
  const field = new Float64Array(side * side);
  const from = Math.floor(side * 0.375);
  const to = Math.ceil(side * 0.625);
  for (let row = from; row < to; row++) field.fill(1, row * side + from, row * side + to);
  return field;
}

/**
 * The mean square of the field, which only ever falls.
 * @param {Float64Array} field
 */
function energy(field) {
  let sum = 0;
  for (let i = 0; i < field.length; i++) sum += field[i] * field[i];
  return sum / field.length;
}
