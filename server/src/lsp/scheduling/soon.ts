/** Of Node. */
declare const setImmediate: ((action: () => void) => void) | undefined;

/** Runs the action once the messages that already arrived have been read; without Node a timer comes closest to that. */
export const soon: (action: () => void) => void =
  typeof setImmediate === 'function' ? setImmediate : (action) => setTimeout(action, 0);
