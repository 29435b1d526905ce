import { setTimeout as wait } from 'node:timers/promises';

export async function rest() {
  await wait(2000);
}

export function solve() {
  const field = new Float64Array(8_000_000);
  for (let i = 0; i < field.length; i++) field[i] = Math.sqrt(i);
  return field[0];
}

for (let round = 0; round < 100; round++) {
  for (let part = 0; part < 50; part++) solve();
  await rest();
}
