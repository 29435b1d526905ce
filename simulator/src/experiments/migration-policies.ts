import type { MigrationSettings } from '../model/environment.ts';

/** How operators really run migrations; each is a way to end one that does not converge. */
export interface MigrationPolicy {
  readonly name: string;
  readonly settings: Partial<MigrationSettings>;
  /** Counted from the request, the same with tags and without; `null`: none. */
  readonly deadlineSeconds: number | null;
}

/** Seconds that an operator waits before a fallback: in the range of QEMU users' time-outs for a VM of 1 GiB. */
const PATIENCE_SECONDS = 15;
/** With tags, an attempt may only start at the deadline: both sides get it. */
const DEADLINE_SECONDS = 60;

export const MIGRATION_POLICIES: readonly MigrationPolicy[] = [
  {
    name: 'Xen',
    settings: { algorithm: 'xen-precopy', timeoutSeconds: 600, onTimeout: 'force' },
    deadlineSeconds: DEADLINE_SECONDS,
  },
  {
    name: 'QEMU, waits for ever',
    settings: { algorithm: 'qemu-precopy', timeoutSeconds: 1e5, onTimeout: 'cancel' },
    deadlineSeconds: null,
  },
  {
    name: 'QEMU, forced',
    settings: { algorithm: 'qemu-precopy', timeoutSeconds: PATIENCE_SECONDS, onTimeout: 'force' },
    deadlineSeconds: DEADLINE_SECONDS,
  },
  {
    name: 'QEMU, auto-converge',
    settings: {
      algorithm: 'qemu-precopy',
      autoConverge: true,
      timeoutSeconds: 2 * PATIENCE_SECONDS,
      onTimeout: 'force',
    },
    deadlineSeconds: DEADLINE_SECONDS,
  },
  {
    name: 'QEMU, post-copy',
    settings: { algorithm: 'qemu-precopy', timeoutSeconds: PATIENCE_SECONDS, onTimeout: 'post-copy' },
    deadlineSeconds: DEADLINE_SECONDS,
  },
];
