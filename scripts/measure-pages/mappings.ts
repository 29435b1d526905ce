/** A stretch of a process's memory, `[start, end)`. */
export interface Mapping {
  readonly start: bigint;
  readonly end: bigint;
}

/** `55d0c8a00000-55d0c8a21000 rw-p 00000000 00:00 0   [heap]` (proc_pid_maps(5)). */
const LINE = /^([0-9a-f]+)-([0-9a-f]+) .(.).(.) \S+ \S+ (\d+) *(.*)$/;

/**
 * The private mappings that a process can write to, now or after it changed their protection: anonymous memory whatever its
 * protection, and files mapped writable. The kernel's own pages (`[vdso]`, `[vvar]`, `[vsyscall]`) are left out.
 */
export const writableMappings = (maps: string): readonly Mapping[] =>
  maps.split('\n').flatMap((line) => {
    const [, start, end, write, sharing, inode, name] = LINE.exec(line) ?? [];
    if (start === undefined || end === undefined || sharing !== 'p' || name?.startsWith('[v')) return [];
    if (inode !== '0' && write !== 'w') return [];
    return [{ start: BigInt(`0x${start}`), end: BigInt(`0x${end}`) }];
  });
