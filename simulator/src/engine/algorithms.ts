import type { Algorithm } from '../model/environment.ts';
import type { Engine } from './engine.ts';
import { qemuPrecopy } from './qemu-precopy.ts';

/** One engine file per algorithm. */
export const ENGINES: Partial<Record<Algorithm, Engine>> = { 'qemu-precopy': qemuPrecopy };
