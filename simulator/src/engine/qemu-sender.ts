import { PAGE_BYTES } from '../model/page.ts';
import type { BandwidthWindow } from './bandwidth-window.ts';
import { CALIBRATION } from './calibration.ts';
import type { EngineContext } from './engine.ts';
import type { Ahead } from './memory.ts';
import { SendBuffer } from './send-buffer.ts';

/** A page on the wire: its contents and an 8-byte header; a zero page: header and one byte (measured, QEMU 7.2). */
export const PAGE_WIRE_BYTES = PAGE_BYTES + 8;
export const ZERO_WIRE_BYTES = 9;
/** `ram_save_iterate` returns to the migration loop after this long (ram.c, MAX_WAIT). */
const ITERATION_SECONDS = 0.05;
/** Shorter stretches are not worth skipping. */
const LEAST_SKIP_SECONDS = 0.12;
/** A link said to hold nothing still takes one write at a time: a page. Linux's least send buffer is about as large. */
const LEAST_BUFFER_BYTES = PAGE_WIRE_BYTES;
/** QEMU's xbzrle-cache-size default. */
const XBZRLE_CACHE_PAGES = 2 ** 26 / PAGE_BYTES;
/**
 * A page that differs from its cached copy by a word: 8 bytes of page header, 3 of XBZRLE header, and a delta of two run
 * lengths and the word. Counted from the format (ram.c, xbzrle.c), not measured; a workload that changes more of each
 * page sends more.
 */
const XBZRLE_PAGE_BYTES = 24;
/** A page is cached when it is sent a second time and encoded from the third time on (seen on 7.2: two passes in full, the rest nearly free). */
const XBZRLE_FROM_ROUND = 3;

/** QEMU's sending side: pages in address order through the socket, in turns of about 50 ms. */
export class QemuSender {
  private readonly context: EngineContext;
  private readonly window: BandwidthWindow;
  private readonly buffer: SendBuffer;
  private readonly zeroPageSeconds: number;
  private readonly meanWakeDelaySeconds: number;
  private readonly encodes: boolean;
  private round = 1;
  /** All bytes written so far. */
  sentBytes = 0;

  constructor(context: EngineContext, window: BandwidthWindow) {
    this.context = context;
    this.window = window;
    const { channel } = context;
    // A busy host is slow at both.
    const busy = context.random.normal();
    this.zeroPageSeconds = CALIBRATION.zeroPageSeconds * Math.exp(CALIBRATION.zeroPageSpread * busy);
    this.meanWakeDelaySeconds = CALIBRATION.wakeDelaySeconds * Math.exp(CALIBRATION.wakeDelaySpread * busy);
    const written = context.memory.extents.filter((extent) => extent.pattern !== 'none');
    this.encodes =
      context.settings.xbzrle && written.reduce((sum, extent) => sum + extent.pages, 0) <= XBZRLE_CACHE_PAGES;
    // Each multifd channel is a socket with a buffer of its own.
    const inFlightBytes = channel.inFlightBytes * Math.max(1, context.settings.multifdChannels);
    this.buffer = new SendBuffer(
      Math.max(LEAST_BUFFER_BYTES, inFlightBytes),
      CALIBRATION.wakeShare,
      channel.bytesPerSecond(),
      context.now(),
    );
  }

  get drainSeconds(): number {
    this.advance();
    return this.buffer.drainSeconds + this.context.channel.latencySeconds;
  }

  /** The bitmap was read again. */
  beginRound(): void {
    this.round++;
  }

  /** Bytes of a data page on the wire. */
  private get pageBytes(): number {
    return this.encodes && this.round >= XBZRLE_FROM_ROUND ? XBZRLE_PAGE_BYTES : PAGE_WIRE_BYTES;
  }

  /** Where the cap, and not the link, sets the pace. */
  private get cap(): number | null {
    const { bandwidthCapBytesPerSecond } = this.context.settings;
    return bandwidthCapBytesPerSecond !== null &&
      bandwidthCapBytesPerSecond < this.context.channel.bytesPerSecond()
      ? bandwidthCapBytesPerSecond
      : null;
  }

  /** One call of `ram_save_iterate`, or many at once while what is pending is far above the threshold. */
  *iterate(limitSeconds: number): Generator<number, void, void> {
    const { context } = this;
    yield* this.skipAhead(limitSeconds);
    const until = context.now() + ITERATION_SECONDS;
    for (let next = context.memory.ahead(); next.pages > 0; next = context.memory.ahead()) {
      if (this.cap !== null && this.window.allowance(this.cap) < this.pageBytes) {
        // The allowance is used up: `migration_rate_limit` sleeps until the window ends.
        yield this.window.endSeconds;
        return;
      }
      yield* this.sendSome(next, until, this.cap);
      if (context.now() >= until) return;
    }
  }

  /** The final copy: everything, uncapped. */
  *sendRest(): Generator<number, void, void> {
    const { memory } = this.context;
    for (let next = memory.ahead(); next.pages > 0; next = memory.ahead()) {
      yield* this.sendSome(next, Number.POSITIVE_INFINITY, null);
    }
  }

  private *sendSome(
    { contents, pages }: Ahead,
    until: number,
    cap: number | null,
  ): Generator<number, void, void> {
    const { context, buffer } = this;
    this.advance();
    if (contents === 'zero') {
      const count = Math.min(pages, Math.max(1, (until - context.now()) / this.zeroPageSeconds));
      this.record(context.memory.send(count));
      yield context.now() + count * this.zeroPageSeconds;
      return;
    }
    const allowed = cap === null ? pages : Math.min(pages, this.window.allowance(cap) / this.pageBytes);
    if (buffer.room > 0) this.fillRoom(allowed);
    else yield* this.sendInBursts(allowed, until);
  }

  /** What fits the buffer goes at once. */
  private fillRoom(pages: number): void {
    const bytes = Math.min(this.buffer.room, pages * this.pageBytes);
    this.buffer.write(bytes);
    this.record(this.context.memory.send(bytes / this.pageBytes));
  }

  /** Blocked: whole bursts until an iteration's time is up, which a sleeping writer finds out when it wakes. */
  private *sendInBursts(pages: number, until: number): Generator<number, void, void> {
    const { context, buffer } = this;
    const wake = buffer.writableAtSeconds;
    const untilTimeIsUp = Math.ceil(Math.max(0, until - wake) / buffer.burstSeconds);
    const bursts = Math.min(untilTimeIsUp, Math.floor((pages * this.pageBytes) / buffer.burstBytes));
    yield wake + bursts * buffer.burstSeconds + this.wakeDelaySeconds();
    const bytes = buffer.writeInBursts(context.now(), bursts);
    if (bytes > 0) this.record(context.memory.send(bytes / this.pageBytes));
  }

  /** A woken writer runs late, but not so late that the link would run dry (no such gap shows in the measured totals). */
  private wakeDelaySeconds(): number {
    const late = this.meanWakeDelaySeconds * this.context.random.exponential();
    return Math.min(late, this.buffer.secondsLeftAtWake);
  }

  /** Far from the threshold nothing but sending happens: one event instead of thousands. */
  private *skipAhead(limitSeconds: number): Generator<number, void, void> {
    const { context, buffer, window } = this;
    const { memory, channel, random } = context;
    for (;;) {
      this.advance();
      const rate = this.cap ?? channel.bytesPerSecond();
      // The threshold follows the bandwidth's estimate, which bursts lift; an iteration may overshoot by its length.
      const near = 1.3 * rate * limitSeconds + rate * ITERATION_SECONDS + 2 * buffer.burstBytes;
      const { contents, pages } = memory.ahead();
      const spare = Math.min(pages, memory.pending() - near / PAGE_BYTES);
      const secondsEach = contents === 'zero' ? this.zeroPageSeconds : this.pageBytes / rate;
      if (spare * secondsEach < LEAST_SKIP_SECONDS) return;
      if (contents === 'data' && this.cap === null) this.fillRoom(spare);
      const start = context.now();
      yield start + spare * secondsEach;
      const sent = memory.send((context.now() - start) / secondsEach);
      this.record(sent);
      this.advance();
      if (contents === 'data') this.settleBuffer();
      window.settle(
        contents === 'zero' ? ZERO_WIRE_BYTES / this.zeroPageSeconds : rate,
        random.uniform(),
        context.now(),
      );
    }
  }

  /** Many passes at once, each like those before: only the bytes on the wire are of interest. */
  *skipPasses(seconds: number, pendingPages: number): Generator<number, void, void> {
    const { context, window } = this;
    const { memory, channel, random, journal } = context;
    const start = context.now();
    yield start + seconds;
    const rate = this.cap ?? channel.bytesPerSecond();
    const bytes = (context.now() - start) * rate;
    this.sentBytes += bytes;
    journal.sent(bytes);
    const pending = memory.sync();
    memory.send(pending - pendingPages);
    this.advance();
    this.settleBuffer();
    window.settle(rate, random.uniform(), context.now());
  }

  private settleBuffer(): void {
    if (this.cap === null) this.buffer.settleBusy(this.context.random.uniform());
    else this.buffer.settleIdle();
  }

  private record(sent: { dataPages: number; zeroPages: number }): void {
    const bytes = sent.dataPages * this.pageBytes + sent.zeroPages * ZERO_WIRE_BYTES;
    this.window.add(bytes);
    this.sentBytes += bytes;
    this.context.journal.sent(bytes);
  }

  private advance(): void {
    this.buffer.advance(this.context.now(), this.context.channel.bytesPerSecond());
  }
}
