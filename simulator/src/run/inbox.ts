import type { CoordinatorEvent } from '../coordinator/protocol.ts';

/** Messages to a coordinator that are still under way, soonest first; of two at one time, the one sent first. */
export class Inbox {
  private readonly events: CoordinatorEvent[] = [];

  get nextSeconds(): number {
    return this.events[0]?.atSeconds ?? Number.POSITIVE_INFINITY;
  }

  send(event: CoordinatorEvent): void {
    const later = this.events.findIndex((other) => other.atSeconds > event.atSeconds);
    this.events.splice(later < 0 ? this.events.length : later, 0, event);
  }

  /** The next message that has arrived by now; `null`: none has. */
  take(nowSeconds: number): CoordinatorEvent | null {
    return this.nextSeconds <= nowSeconds ? (this.events.shift() ?? null) : null;
  }
}
