/** Bytes of one guest page; QEMU and Xen track writes at this granularity on x86-64 and arm64. */
export const PAGE_BYTES = 4096;
