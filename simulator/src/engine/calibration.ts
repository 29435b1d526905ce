/**
 * Every constant that was fitted to measurements or measured. The fit used the even ids of qemu-steady (QEMU 7.2, TCG,
 * 512 MiB guests, TCP over veth with `tc tbf`); docs/validation.md shows how the odd ids and qemu-guided agree.
 * Constants that are QEMU's or Linux's own stand where they are used.
 */
export const CALIBRATION = {
  /** TCP payload of what a link counts: 1448 of 1514 bytes a frame (MTU 1500, time stamps), and about 0.5 % sent again. */
  payloadShare: 0.953,
  /** Most bytes that the sender's stack and the queue hold, and the bandwidth at which they hold 63 % of that. */
  mostInFlightBytes: 4.3e6,
  inFlightBandwidth: 10.5e6,
  /** Spread between runs, standard deviation of the logarithm. */
  inFlightSpread: 0.36,
  /** Share of the buffer that must be free before a blocked writer wakes (Linux, `sk_stream_min_wspace`: a third). */
  wakeShare: 1 / 3,
  /** From `migrate` to the first page. */
  setupSeconds: 0.03,
  /** A bitmap sync and the turn of the loop around it. */
  syncSeconds: 0.001,
  /** Stopping the vCPUs and saving the devices: `downtime` is never below 1-2 ms. */
  switchSeconds: 0.002,
  /** From the last byte's arrival to RESUME at the destination: the mean of an exponential distribution. */
  resumeSeconds: 0.018,
  /** Share of its time that a task loses to the copying (qemu-guided: task time less its own and the downtime). */
  contendedShare: 0.004,
  /** A logged write under KVM: an exit to the hypervisor. Not measured: an assumption. TCG's cost does not show in qemu-guided. */
  kvmWriteFaultSeconds: 1e-6,
  /** Finding that a page is zero. */
  zeroPageSeconds: 1.1e-6,
  /** Spread between runs, of the logarithm: host load and first touches. */
  zeroPageSpread: 0.5,
  /** A guest kernel's data at the top of memory, where the first pass ends (`struct page` alone is 1/64). */
  topDataShare: 0.027,
  /** Zero pages among the last of that data, half and half. */
  topZeroShare: 0.0045,
} as const;

export type Calibration = { readonly [Name in keyof typeof CALIBRATION]: number };
