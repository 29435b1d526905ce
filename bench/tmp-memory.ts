import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { OurServer } from './our-server.ts';
import { projectSource } from './project-source.ts';
import { buildShipped } from './shipped.ts';
import { median } from './spread.ts';
const bundles = process.env.BUNDLES ?? mkdtempSync(path.join(tmpdir(), 'mem-built-'));
if (!process.env.BUNDLES) { await buildShipped(bundles); console.log(bundles); }
const folder = mkdtempSync(path.join(tmpdir(), 'mem-'));
const editedFile = path.join(folder, 'edited.ts');
const edited = (projectSource(2, 2000)[0]?.text ?? '').replaceAll(/^export function relax/gm, '// @migrate approve\nexport function relax');
writeFileSync(editedFile, edited);
const lines = edited.split('\n');
const line = lines.findIndex((t) => t.includes(') / 3'));
const keyAt = { line: line + 1, offset: (lines[line] ?? '').indexOf(') / 3') + 6, text: '0' };
const server = new OurServer(bundles);
await server.start(folder);
const first = server.forecast();
await server.open(editedFile, edited);
await first;
const around: Record<string, number[]> = {};
for (let edit = 1; edit <= 1000; edit++) {
  await server.type(editedFile, keyAt);
  if (edit % 10 === 0) await server.forecast();
  const { residentMiB } = await server.child.usage();
  const k = String(Math.floor(edit / 100));
  (around[k] ??= []).push(residentMiB);
  if (edit >= 60 && edit <= 140) (around['h'] ??= []).push(residentMiB);
  if (edit > 920) (around['z'] ??= []).push(residentMiB);
}
const u = await server.child.usage();
console.log(process.env.LABEL, Object.entries(around).map(([k, v]) => `${k}:${median(v).toFixed(0)}`).join(' '), 'growth', (median(around['z']!) / median(around['h']!) - 1).toFixed(3), 'cpu', u.cpuMs.toFixed(0));
await server.end();
