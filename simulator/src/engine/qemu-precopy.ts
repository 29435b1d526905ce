import { PAGE_BYTES } from '../model/page.ts';
import { BandwidthWindow } from './bandwidth-window.ts';
import { CALIBRATION } from './calibration.ts';
import type { Completion, Engine, EngineContext } from './engine.ts';
import { QemuSender } from './qemu-sender.ts';

/** The downtime limit under which a migration is held (DESIGN "hold"). */
const HELD_LIMIT_SECONDS = 0.001;

/**
 * QEMU 7.2's pre-copy loop (migration/migration.c, `migration_iteration_run`): the dirty bitmap is read again when
 * what is pending falls below bandwidth × downtime limit, and the guest stops if it still is below then.
 */
export const qemuPrecopy: Engine = function* (context) {
  const { memory, gate, journal } = context;
  yield context.now() + CALIBRATION.setupSeconds;
  const window = new BandwidthWindow(context.now());
  const sender = new QemuSender(context, window);
  journal.round(memory.pending());

  for (;;) {
    const permission = gate.permission();
    const limitSeconds =
      permission === 'forced'
        ? Number.POSITIVE_INFINITY
        : permission === 'held'
          ? HELD_LIMIT_SECONDS
          : context.settings.downtimeLimitSeconds;
    const fits = (): boolean => memory.pending() * PAGE_BYTES < window.bytesPerSecond * limitSeconds;
    if (fits()) {
      yield* sleep(context, CALIBRATION.syncSeconds);
      journal.round(memory.sync());
      if (fits()) return yield* switchOver(context, sender);
    }
    yield* sender.iterate(window.bytesPerSecond * limitSeconds);
    window.update(context.now());
  }
};

function* sleep(context: EngineContext, seconds: number): Generator<number, void, void> {
  const until = context.now() + seconds;
  while (context.now() < until) yield until;
}

function* switchOver(context: EngineContext, sender: QemuSender): Generator<number, Completion, void> {
  const { memory, gate, guest, journal } = context;
  gate.switchOver();
  const stoppedSeconds = context.now();
  guest.stop();
  journal.round(memory.sync());
  yield* sleep(context, CALIBRATION.switchSeconds);
  yield* sender.sendRest();
  const finishedAtSeconds = context.now();
  yield* sleep(context, sender.drainSeconds + CALIBRATION.resumeSeconds);
  guest.resume();
  return { hypervisorDowntimeSeconds: finishedAtSeconds - stoppedSeconds, finishedAtSeconds };
}
