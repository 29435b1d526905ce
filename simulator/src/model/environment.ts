/** The virtual machine that migrates. `touched` and `nonZero` are at most `memory`. */
export interface VirtualMachine {
  readonly memoryBytes: number;
  /** What the workload ever touched. */
  readonly touchedBytes: number;
  /** Pages with contents other than zero, the guest kernel's included: only these cross the link in full. */
  readonly nonZeroBytes: number;
  readonly vcpus: number;
  /** What runs the guest's code: it decides which writes the dirty log sees. Absent: `kvm`. */
  readonly accelerator?: Accelerator;
}

/**
 * `kvm` logs the first write to a page after each bitmap sync; `tcg` misses pages that stay in its software TLB.
 * Only `tcg` was compared with real migrations: `kvm` is not validated (docs/validation.md).
 */
export type Accelerator = 'kvm' | 'tcg';

export interface Link {
  readonly bandwidthBytesPerSecond: number;
  /** One way. */
  readonly latencySeconds: number;
  /** Bytes the sender's network stack holds when its last write returns; `null`: modelled from the link. */
  readonly inFlightBytes: number | null;
}

/** The algorithms of the field, one engine file each. */
export const ALGORITHMS = [
  'qemu-precopy',
  'xen-precopy',
  'hierarchical-copy',
  'improved-precopy',
  'two-phase',
  'bounded-downtime',
  'post-copy',
  'hybrid',
  'agile',
] as const;
export type Algorithm = (typeof ALGORITHMS)[number];

export type TimeoutAction = 'cancel' | 'force' | 'post-copy';

export interface MigrationSettings {
  readonly algorithm: Algorithm;
  readonly downtimeLimitSeconds: number;
  /** `null`: no cap. The final copy ignores it. */
  readonly bandwidthCapBytesPerSecond: number | null;
  /** Per attempt, held time excluded. */
  readonly timeoutSeconds: number;
  readonly onTimeout: TimeoutAction;
  readonly retries: number;
  readonly autoConverge: boolean;
  readonly xbzrle: boolean;
  /** Number of multifd channels; 0: off. */
  readonly multifdChannels: number;
}

/** How a withdrawal treats an ongoing migration: DESIGN "The coordinator". */
export type Withdrawal = 'cancel' | 'hold' | 'suspend-task';

export interface RequestModel {
  /** Seconds after the task's start, or uniform over one cycle of the workload. */
  readonly at: number | 'uniform';
  /** Seconds from the request; afterwards tags no longer count. `null`: none. */
  readonly deadlineSeconds: number | null;
}

export interface CoordinatorSettings {
  readonly withdrawal: Withdrawal;
  /** `suspend-task`: how long the task may be held at the boundary of a `withdraw` entity. */
  readonly suspendLimitSeconds: number;
  /** From a tag's event in the guest to the hypervisor acting on it. */
  readonly reactionSeconds: number;
}

/** Where a workload runs and how it is migrated: everything of a scenario but the workload. */
export interface Environment {
  readonly vm: VirtualMachine;
  readonly link: Link;
  readonly migration: MigrationSettings;
  readonly request: RequestModel;
  readonly coordinator: CoordinatorSettings;
}
