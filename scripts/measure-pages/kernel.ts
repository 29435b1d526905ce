import koffi from 'koffi';

/**
 * The few calls of Linux that tell which pages a process wrote, for 64-bit machines and kernels from 6.7 on. Numbers and layouts are
 * those of the kernel's headers: `linux/userfaultfd.h`, `linux/fs.h` (PAGEMAP_SCAN), `linux/prctl.h`, `asm/unistd.h`.
 */
const libc = koffi.load('libc.so.6');

/** Declared with fixed arguments: same registers as the variadic ones on x86-64 and arm64. */
const syscall: (number: number, a: number, b: number, c: number) => number | bigint = libc.func(
  'long syscall(long number, long a, long b, long c)',
);
const ioctl: (descriptor: number, request: number, argument: Buffer) => number = libc.func(
  'int ioctl(int descriptor, unsigned long request, void *argument)',
);
const prctl: (option: number, a: number, b: number, c: number, d: number) => number = libc.func(
  'int prctl(int option, unsigned long a, unsigned long b, unsigned long c, unsigned long d)',
);

/** The system calls without a function of their own in every libc; the newer ones have one number on every architecture. */
const USERFAULTFD: Readonly<Partial<Record<NodeJS.Architecture, number>>> = { x64: 323, arm64: 282 };
const PIDFD_OPEN = 434;
const PIDFD_GETFD = 438;

const PR_SET_THP_DISABLE = 41;

const O_CLOEXEC_NONBLOCK = 0o2004000;
const UFFD_USER_MODE_ONLY = 1;
const UFFD_API = 0xaan;
const FEATURE_PAGEFAULT_FLAG_WP = 1n << 0n;
const FEATURE_WP_HUGETLBFS_SHMEM = 1n << 12n;
const FEATURE_WP_UNPOPULATED = 1n << 13n;
const FEATURE_WP_ASYNC = 1n << 15n;
const UFFDIO_API = 0xc018aa3f;
const UFFDIO_REGISTER = 0xc020aa00;
const REGISTER_MODE_WP = 1n << 1n;

const PAGEMAP_SCAN = 0xc0606610;
const PM_SCAN_WP_MATCHING = 1n;
const PAGE_IS_WPALLOWED = 1n << 0n;
const PAGE_IS_WRITTEN = 1n << 1n;
const PAGE_IS_FILE = 1n << 2n;
const PAGE_IS_PRESENT = 1n << 3n;
const PAGE_IS_PFNZERO = 1n << 5n;
const USER_SPACE_END = 0x7fff_ffff_f000n;
const SCAN_ARGUMENT_BYTES = 96;
const PAGE_REGION_BYTES = 24;
/** Regions a call of PAGEMAP_SCAN returns at the most. */
const REGIONS_A_SCAN = 1 << 15;

/** A call of the kernel failed; says which and with what error number. */
export class KernelRefusal extends Error {
  constructor(call: string) {
    super(
      `${call} failed with error ${koffi.errno()}; counting pages needs Linux 6.7 or newer and userfaultfd`,
    );
    this.name = 'KernelRefusal';
  }
}

const checked = (result: number | bigint, call: string): number => {
  const value = Number(result);
  if (value < 0) throw new KernelRefusal(call);
  return value;
};

/** A structure of 64-bit fields. */
const fields = (...values: readonly bigint[]): Buffer => {
  const structure = Buffer.alloc(values.length * 8);
  values.forEach((value, index) => {
    structure.writeBigUInt64LE(value, index * 8);
  });
  return structure;
};

/**
 * Lets the calling process's writes be tracked: without transparent huge pages, which would count 512 pages at once. Returns the descriptor
 * that `takeDescriptor` fetches from outside. Needs no privilege: faults of the kernel itself are left out.
 */
export const offerTracking = (): number => {
  const number = USERFAULTFD[process.arch];
  if (number === undefined) throw new Error(`pages cannot be counted on ${process.arch}: x64 or arm64`);
  checked(prctl(PR_SET_THP_DISABLE, 1, 0, 0, 0), 'prctl');
  const tracking = checked(syscall(number, O_CLOEXEC_NONBLOCK | UFFD_USER_MODE_ONLY, 0, 0), 'userfaultfd');
  const features =
    FEATURE_PAGEFAULT_FLAG_WP | FEATURE_WP_HUGETLBFS_SHMEM | FEATURE_WP_UNPOPULATED | FEATURE_WP_ASYNC;
  checked(ioctl(tracking, UFFDIO_API, fields(UFFD_API, features, 0n)), 'UFFDIO_API');
  return tracking;
};

/** A descriptor of another process, duplicated into this one; permitted for one's own children. */
export const takeDescriptor = (processId: number, descriptor: number): number => {
  const handle = checked(syscall(PIDFD_OPEN, processId, 0, 0), 'pidfd_open');
  return checked(syscall(PIDFD_GETFD, handle, descriptor, 0), 'pidfd_getfd');
};

/** Tracks writes to `[start, end)` from now on. A mapping that cannot be tracked is left out; one that is already stays so. */
export const trackRange = (tracking: number, start: bigint, end: bigint): void => {
  ioctl(tracking, UFFDIO_REGISTER, fields(start, end - start, REGISTER_MODE_WP, 0n));
};

/** Finds the pages written since it last looked, and protects them again in the same step. */
export class WrittenPageScan {
  readonly #pagemap: number;
  readonly #regions = Buffer.alloc(REGIONS_A_SCAN * PAGE_REGION_BYTES);

  /** `pagemap`: an open `/proc/PID/pagemap`. */
  constructor(pagemap: number) {
    this.#pagemap = pagemap;
  }

  /** Bytes of the pages found. Pages of zeroes that were only read, and of files, do not count. */
  next(): number {
    let bytes = 0;
    let start = 0n;
    for (;;) {
      const argument = fields(
        BigInt(SCAN_ARGUMENT_BYTES),
        PM_SCAN_WP_MATCHING,
        start,
        USER_SPACE_END,
        0n,
        koffi.address(this.#regions),
        BigInt(REGIONS_A_SCAN),
        0n,
        PAGE_IS_PFNZERO | PAGE_IS_FILE,
        PAGE_IS_WPALLOWED | PAGE_IS_WRITTEN | PAGE_IS_PRESENT | PAGE_IS_PFNZERO | PAGE_IS_FILE,
        0n,
        PAGE_IS_WRITTEN,
      );
      const found = checked(ioctl(this.#pagemap, PAGEMAP_SCAN, argument), 'PAGEMAP_SCAN');
      for (let region = 0; region < found; region++) {
        const at = region * PAGE_REGION_BYTES;
        bytes += Number(this.#regions.readBigUInt64LE(at + 8) - this.#regions.readBigUInt64LE(at));
      }
      start = argument.readBigUInt64LE(32);
      if (found === 0 || start >= USER_SPACE_END) return bytes;
    }
  }
}
