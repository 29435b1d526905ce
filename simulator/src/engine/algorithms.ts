import type { Algorithm } from '../model/environment.ts';
import { agile } from './agile.ts';
import { boundedDowntime } from './bounded-downtime.ts';
import type { Engine } from './engine.ts';
import { hierarchicalCopy } from './hierarchical-copy.ts';
import { hybrid } from './hybrid.ts';
import { improvedPrecopy } from './improved-precopy.ts';
import { postCopy } from './post-copy.ts';
import { qemuPrecopy } from './qemu-precopy.ts';
import { twoPhase } from './two-phase.ts';
import { xenPrecopy } from './xen-precopy.ts';

/** One engine file per algorithm. */
export const ENGINES: { readonly [A in Algorithm]: Engine } = {
  'qemu-precopy': qemuPrecopy,
  'xen-precopy': xenPrecopy(),
  'hierarchical-copy': hierarchicalCopy(),
  'improved-precopy': improvedPrecopy(),
  'two-phase': twoPhase(),
  'bounded-downtime': boundedDowntime(),
  'post-copy': postCopy(),
  hybrid: hybrid(),
  agile: agile(),
};
