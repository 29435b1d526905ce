import { PAGE_BYTES } from '../model/page.ts';
import type { BandwidthWindow } from './bandwidth-window.ts';
import { CALIBRATION } from './calibration.ts';
import type { EngineContext } from './engine.ts';
import { SendBuffer } from './send-buffer.ts';

/** A page on the wire: its contents and an 8-byte header; a zero page: header and one byte (measured, QEMU 7.2). */
export const PAGE_WIRE_BYTES = PAGE_BYTES + 8;
export const ZERO_WIRE_BYTES = 9;
/** `ram_save_iterate` returns to the migration loop after this long (ram.c, MAX_WAIT). */
const ITERATION_SECONDS = 0.05;
/** Shorter stretches are not worth skipping. */
const LEAST_SKIP_SECONDS = 0.12;

/** QEMU's sending side: pages in address order through the socket, in turns of about 50 ms. */
export class QemuSender {
  private readonly context: EngineContext;
  private readonly window: BandwidthWindow;
  private readonly buffer: SendBuffer;
  private readonly zeroPageSeconds: number;

  constructor(context: EngineContext, window: BandwidthWindow) {
    this.context = context;
    this.window = window;
    const { channel } = context;
    this.zeroPageSeconds =
      CALIBRATION.zeroPageSeconds * Math.exp(CALIBRATION.zeroPageSpread * context.random.normal());
    this.buffer = new SendBuffer(
      channel.inFlightBytes,
      CALIBRATION.wakeShare,
      channel.bytesPerSecond(),
      context.now(),
    );
  }

  get drainSeconds(): number {
    this.advance();
    return this.buffer.drainSeconds + this.context.channel.latencySeconds;
  }

  /** One call of `ram_save_iterate`, or many at once while what is pending is far above the threshold. */
  *iterate(limitSeconds: number): Generator<number, void, void> {
    const { context } = this;
    yield* this.skipAhead(limitSeconds);
    const until = context.now() + ITERATION_SECONDS;
    while (context.memory.ahead().pages > 0) {
      yield* this.sendSome(until);
      if (context.now() >= until) return;
    }
  }

  /** The final copy: everything, uncapped. */
  *sendRest(): Generator<number, void, void> {
    while (this.context.memory.ahead().pages > 0) yield* this.sendSome(Number.POSITIVE_INFINITY);
  }

  private *sendSome(until: number): Generator<number, void, void> {
    const { context, buffer } = this;
    this.advance();
    const { contents, pages } = context.memory.ahead();
    if (contents === 'zero') {
      const count = Math.min(pages, Math.max(1, (until - context.now()) / this.zeroPageSeconds));
      this.record(context.memory.send(count));
      yield context.now() + count * this.zeroPageSeconds;
    } else if (buffer.room > 0) {
      this.fillRoom(pages);
    } else {
      yield* this.sendInBursts(pages, until);
    }
  }

  /** What fits the buffer goes at once. */
  private fillRoom(pages: number): void {
    const bytes = Math.min(this.buffer.room, pages * PAGE_WIRE_BYTES);
    this.buffer.write(bytes);
    this.record(this.context.memory.send(bytes / PAGE_WIRE_BYTES));
  }

  /** Blocked: whole bursts until an iteration's time is up, which a sleeping writer finds out when it wakes. */
  private *sendInBursts(pages: number, until: number): Generator<number, void, void> {
    const { context, buffer } = this;
    const wake = buffer.writableAtSeconds;
    const untilTimeIsUp = Math.ceil(Math.max(0, until - wake) / buffer.burstSeconds);
    const bursts = Math.min(untilTimeIsUp, Math.floor((pages * PAGE_WIRE_BYTES) / buffer.burstBytes));
    yield wake + bursts * buffer.burstSeconds;
    const bytes = buffer.writeInBursts(context.now(), bursts);
    if (bytes > 0) this.record(context.memory.send(bytes / PAGE_WIRE_BYTES));
  }

  /** Far from the threshold nothing but sending happens: one event instead of thousands. */
  private *skipAhead(limitSeconds: number): Generator<number, void, void> {
    const { context, buffer, window } = this;
    const { memory, channel, random } = context;
    for (;;) {
      this.advance();
      const rate = channel.bytesPerSecond();
      // The threshold follows the bandwidth's estimate, which bursts lift; an iteration may overshoot by its length.
      const near = 1.3 * rate * limitSeconds + rate * ITERATION_SECONDS + 2 * buffer.burstBytes;
      const { contents, pages } = memory.ahead();
      const spare = Math.min(pages, memory.pending() - near / PAGE_BYTES);
      const secondsEach = contents === 'zero' ? this.zeroPageSeconds : PAGE_WIRE_BYTES / rate;
      if (spare * secondsEach < LEAST_SKIP_SECONDS) return;
      if (contents === 'data') this.fillRoom(spare);
      const start = context.now();
      yield start + spare * secondsEach;
      const sent = memory.send((context.now() - start) / secondsEach);
      this.record(sent);
      this.advance();
      if (contents === 'data') buffer.settleBusy(random.uniform());
      window.settle(
        contents === 'zero' ? ZERO_WIRE_BYTES / this.zeroPageSeconds : rate,
        random.uniform(),
        context.now(),
      );
    }
  }

  /** Many passes at once, each like those before: only the bytes on the wire are of interest. */
  *skipPasses(seconds: number, pendingPages: number): Generator<number, void, void> {
    const { context, buffer, window } = this;
    const { memory, channel, random, journal } = context;
    const start = context.now();
    yield start + seconds;
    const rate = channel.bytesPerSecond();
    journal.sent((context.now() - start) * rate);
    const pending = memory.sync();
    memory.send(pending - pendingPages);
    this.advance();
    buffer.settleBusy(random.uniform());
    window.settle(rate, random.uniform(), context.now());
  }

  private record(sent: { dataPages: number; zeroPages: number }): void {
    const bytes = sent.dataPages * PAGE_WIRE_BYTES + sent.zeroPages * ZERO_WIRE_BYTES;
    this.window.add(bytes);
    this.context.journal.sent(bytes);
  }

  private advance(): void {
    this.buffer.advance(this.context.now(), this.context.channel.bytesPerSecond());
  }
}
