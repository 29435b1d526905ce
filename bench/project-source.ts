/** A TypeScript project of the wanted size, the same every time: modules that import each other and a main file that calls them all. */

import { writeFileSync } from 'node:fs';
import path from 'node:path';

export interface ProjectFile {
  readonly name: string;
  readonly text: string;
}

/** Writes files and the configuration that the compiler and its server check them with. */
export const writeProject = (folder: string, files: readonly ProjectFile[]): void => {
  for (const { name, text } of files) writeFileSync(path.join(folder, name), text);
  writeFileSync(
    path.join(folder, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        strict: true,
        target: 'ES2022',
        module: 'ESNext',
        moduleResolution: 'bundler',
        types: [],
      },
      include: ['*.ts'],
    }),
  );
};

export const projectSource = (files: number, linesPerFile: number): readonly ProjectFile[] => [
  ...Array.from({ length: files - 1 }, (_, index) => ({
    name: moduleName(index),
    text: moduleText(index, linesPerFile),
  })),
  { name: 'main.ts', text: mainText(files - 1) },
];

const moduleName = (index: number): string => `part${index}.ts`;

/** Each module imports an earlier one, as a tree: leaves are imported by nobody but the main file. */
const moduleText = (index: number, lines: number): string => {
  const parent = Math.floor((index - 1) / 2);
  const blocks = Math.max(1, Math.floor((lines - 3) / BLOCK_LINES));
  return [
    index === 0 ? '' : `import { sum0 as inherited } from './${moduleName(parent).replace('.ts', '.js')}';`,
    `export const SIZE = ${1000 + index};`,
    index === 0 ? 'const inherited = (values: readonly number[]): number => values.length;' : '',
    ...Array.from({ length: blocks }, (_, block) => blockText(block)),
  ].join('\n');
};

const BLOCK_LINES = 37;

/** Typed arrays, object literals, a class with a map, strings, and a call of the module above. */
const blockText = (block: number): string =>
  `
export interface Point${block} { readonly x: number; readonly y: number; readonly label: string }

export function sum${block}(values: readonly number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

export function relax${block}(grid: Float64Array, width: number): number {
  let change = 0;
  for (let row = 1; row < grid.length / width - 1; row++) {
    for (let column = 1; column < width - 1; column++) {
      const at = row * width + column;
      const next = ((grid[at - 1] ?? 0) + (grid[at + 1] ?? 0) + (grid[at - width] ?? 0)) / 3;
      change += Math.abs(next - (grid[at] ?? 0));
      grid[at] = next;
    }
  }
  return change;
}

export function points${block}(count: number): Point${block}[] {
  return Array.from({ length: count }, (_, index) => ({ x: index, y: inherited([index, ${block}]), label: \`p\${index}\` }));
}

export class Registry${block} {
  readonly #byLabel = new Map<string, Point${block}>();
  add(point: Point${block}): void {
    this.#byLabel.set(point.label, point);
  }
  farthest(): Point${block} | null {
    let best: Point${block} | null = null;
    for (const point of this.#byLabel.values()) if (best === null || point.x > best.x) best = point;
    return best;
  }
}`;

const mainText = (modules: number): string =>
  Array.from({ length: modules }, (_, index) => {
    const name = `part${index}`;
    return [
      `import * as ${name} from './${name}.js';`,
      `{`,
      `  const registry = new ${name}.Registry0();`,
      `  for (const point of ${name}.points0(${name}.SIZE)) registry.add(point);`,
      `  ${name}.relax0(new Float64Array(${name}.SIZE * 100), 100);`,
      `}`,
    ].join('\n');
  }).join('\n');
