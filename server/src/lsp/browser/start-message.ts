/** The first message to a worker: it may have been started from a blob, which has no address to find others by. */
export interface StartMessage {
  /** The URL of the folder of the bundles, without a slash at its end. */
  readonly bundles: string;
}

/** Starts at the first message; those after it are for whom `start` lets listen. */
export const onStartMessage = (start: (message: StartMessage) => void): void => {
  const hear = ({ data }: MessageEvent<StartMessage>): void => start(data);
  self.addEventListener('message', hear, { once: true });
};
