import { setTimeout as wait } from 'node:timers/promises';

const state = new Float64Array(16);

// @migrate approve
export async function checkpoint() {
  await wait(2000);
  state[0] = state[0] + 1;
}

export function solve() {
  const field = new Float64Array(8_000_000);
  for (let i = 0; i < field.length; i++) field[i] = Math.sqrt(i);
  return field[0];
}

for (let round = 0; round < 100; round++) {
  solve();
  await checkpoint();
}
