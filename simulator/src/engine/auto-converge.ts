import { PAGE_BYTES } from '../model/page.ts';
import type { EngineContext } from './engine.ts';

/** QEMU 7.2's defaults: cpu-throttle-initial, -increment, max-cpu-throttle; throttle-trigger-threshold 50. */
const INITIAL = 0.2;
const INCREMENT = 0.1;
const MOST = 0.99;
const TRIGGER_SHARE = 0.5;
/** The dirty rate is looked at again at the first bitmap sync after so long (ram.c, migration_bitmap_sync). */
const PERIOD_SECONDS = 1;
/** Consecutive periods, or not, that must trigger before the first throttling and each further step. */
const TRIGGERS = 2;

/** Slows the guest's vCPUs down, step by step, while it writes more than half of what is sent. */
export class AutoConverge {
  private readonly context: EngineContext;
  private periodStartSeconds: number;
  private dirtiedBytes = 0;
  private sentBytes = 0;
  private triggers = 0;
  private throttled = 0;

  constructor(context: EngineContext) {
    this.context = context;
    this.periodStartSeconds = context.now();
  }

  /** Whether the guest may still be slowed further. */
  get mayChange(): boolean {
    return this.context.settings.autoConverge && this.throttled < MOST;
  }

  /** Call at each sync, with what it found and all bytes sent so far. */
  afterSync(loggedPages: number, allSentBytes: number): void {
    const { settings, guest, now } = this.context;
    if (!settings.autoConverge) return;
    this.dirtiedBytes += loggedPages * PAGE_BYTES;
    if (now() - this.periodStartSeconds <= PERIOD_SECONDS) return;

    const triggered = this.dirtiedBytes > TRIGGER_SHARE * (allSentBytes - this.sentBytes);
    this.periodStartSeconds = now();
    this.dirtiedBytes = 0;
    this.sentBytes = allSentBytes;
    if (!triggered) return;
    this.triggers++;
    if (this.triggers < TRIGGERS) return;
    this.triggers = 0;
    this.throttled = this.throttled === 0 ? INITIAL : Math.min(MOST, this.throttled + INCREMENT);
    guest.throttle(this.throttled);
  }
}
