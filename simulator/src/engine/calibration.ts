/**
 * Every constant that was measured or fitted. The measurements are qemu-steady (QEMU 7.2, TCG, 512 MiB guests, TCP over
 * veth with `tc tbf`) and qemu-guided. Which half of qemu-steady decided what stands in docs/validation.md: a numeric
 * search ran on each half alone, and the values here are rounded between its two answers. So neither half is unseen.
 * Constants that are QEMU's or Linux's own stand where they are used.
 */
export const CALIBRATION = {
  /** TCP payload of what a link counts: 1448 of 1514 bytes a frame (MTU 1500, time stamps), and about 0.5 % sent again. */
  payloadShare: 0.953,
  /** Most bytes that the sender's stack and the queue hold (`tcp_wmem` allows 4 MiB; the halves say 4.2 and 4.5 MB). */
  mostInFlightBytes: 4.4e6,
  /** The bandwidth at which they typically hold 63 % of that (the halves: 9.8 and 12.2 MB/s). */
  inFlightBandwidth: 11e6,
  /** Spread of the buffer's size between runs, standard deviation of the logarithm (the halves: 0.23 and 0.19). */
  inFlightSpread: 0.2,
  /** Share of the buffer that must be free before a blocked writer wakes (Linux, `sk_stream_min_wspace`: a third). */
  wakeShare: 1 / 3,
  /**
   * From a wake-up until the writer runs: exponential, with this mean (the halves: 8 and 10 ms). It is why bursts, and
   * with them QEMU's estimates of the bandwidth, differ. A busy host makes it longer for a whole run: the spread is of
   * the mean's logarithm, and set by hand.
   */
  wakeDelaySeconds: 0.008,
  wakeDelaySpread: 0.5,
  /** From `migrate` to the first page. */
  setupSeconds: 0.03,
  /** A bitmap sync and the turn of the loop around it. */
  syncSeconds: 0.001,
  /** Stopping the vCPUs and saving the devices: `downtime` is never below 1-2 ms. */
  switchSeconds: 0.002,
  /** From the last byte's arrival to RESUME at the destination: the median, and the spread of its logarithm. */
  resumeSeconds: 0.01,
  resumeSpread: 1.25,
  /** Share of its time that a task loses to the copying (qemu-guided: task time less its own and the downtime). */
  contendedShare: 0.004,
  /**
   * A logged write under KVM: an exit to the hypervisor and back. An assumption of the usual order of magnitude: KVM was
   * not measured. TCG's cost does not show in qemu-guided.
   */
  kvmWriteFaultSeconds: 1e-6,
  /**
   * Finding that a page is zero, which the first touch of untouched memory dominates: the median, and the spread of its
   * logarithm. From the totals of qemu-steady on fast links, where the scan outlasts what is in flight.
   */
  zeroPageSeconds: 1.5e-6,
  zeroPageSpread: 0.8,
  /** A guest kernel's data at the top of memory, where the first pass ends (`struct page` alone is 1/64). */
  topDataShare: 0.0254,
  /** Zero pages among the last of that data, half and half. */
  topZeroShare: 0.0045,
} as const;

export type Calibration = { readonly [Name in keyof typeof CALIBRATION]: number };
