import { PAGE_BYTES } from '../model/page.ts';
import { AutoConverge } from './auto-converge.ts';
import { BandwidthWindow } from './bandwidth-window.ts';
import { CALIBRATION } from './calibration.ts';
import type { Completion, Engine, EngineContext } from './engine.ts';
import { PageShares } from './page-shares.ts';
import { PassWatch } from './pass-watch.ts';
import { pushPages } from './push-pages.ts';
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

  const watch = new PassWatch();
  const converge = new AutoConverge(context);

  for (;;) {
    if (gate.permission() === 'post-copy') return yield* switchToPostCopy(context, sender);
    const limitSeconds = downtimeLimit(context);
    const thresholdBytes = window.bytesPerSecond * limitSeconds;
    const fits = (): boolean =>
      gate.permission() === 'forced' || memory.pending() * PAGE_BYTES < thresholdBytes;
    if (fits()) {
      yield* sleep(context, CALIBRATION.syncSeconds);
      sender.beginRound();
      const logged = memory.logged();
      journal.round(memory.sync());
      if (fits()) return yield* switchOver(context, sender);
      converge.afterSync(logged, sender.sentBytes);
      if (!converge.mayChange) yield* skipStationaryPasses(context, sender, watch, thresholdBytes);
    }
    yield* sender.iterate(limitSeconds);
    window.update(context.now());
  }
};

/** Passes simulated one by one before the next thing that happens, so that it meets the copy at any point of a pass. */
const PASSES_BEFORE_CHANGE = 2;

function* skipStationaryPasses(
  context: EngineContext,
  sender: QemuSender,
  watch: PassWatch,
  thresholdBytes: number,
): Generator<number, void, void> {
  const { memory, journal, random } = context;
  watch.add(memory.pending(), context.now());
  const pass = watch.stationaryPass(thresholdBytes / PAGE_BYTES);
  if (pass === null) return;
  const passes =
    Math.floor((context.nextChangeSeconds() - context.now()) / pass.seconds) - PASSES_BEFORE_CHANGE;
  watch.reset();
  if (passes < 1) return;
  yield* sender.skipPasses((passes - random.uniform()) * pass.seconds, pass.pendingPages);
  journal.round(memory.pending(), passes);
}

const resumeSeconds = ({ random }: EngineContext): number =>
  CALIBRATION.resumeSeconds * Math.exp(CALIBRATION.resumeSpread * random.normal());

const downtimeLimit = ({ gate, settings }: EngineContext): number =>
  gate.permission() === 'held' ? HELD_LIMIT_SECONDS : settings.downtimeLimitSeconds;

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
  yield* sleep(context, sender.drainSeconds + resumeSeconds(context));
  guest.resume();
  return { hypervisorDowntimeSeconds: finishedAtSeconds - stoppedSeconds, finishedAtSeconds };
}

/** `migrate-start-postcopy`: the devices' state queues up behind the bytes in flight, then the guest fetches the rest. */
function* switchToPostCopy(context: EngineContext, sender: QemuSender): Generator<number, Completion, void> {
  const { memory, gate, guest, journal } = context;
  gate.switchOver();
  const stoppedSeconds = context.now();
  guest.stop();
  journal.round(memory.sync());
  yield* sleep(context, CALIBRATION.switchSeconds + sender.drainSeconds + resumeSeconds(context));
  const hypervisorDowntimeSeconds = context.now() - stoppedSeconds;
  guest.resume();
  yield* pushPages(
    context,
    memory.extents.map((extent) => PageShares.even(extent.pages, extent.pending() / extent.pages)),
  );
  guest.throttle(0);
  return { hypervisorDowntimeSeconds };
}
