/** Timers, injected so that tests decide when a pause in typing is over. */
export interface Clock {
  /** Runs the action once, `milliseconds` from now; the returned function calls it off. */
  after(milliseconds: number, action: () => void): () => void;
}

export const systemClock: Clock = {
  after(milliseconds, action) {
    const timer = setTimeout(action, milliseconds);
    return () => clearTimeout(timer);
  },
};
