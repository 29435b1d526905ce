import type { StartMessage } from './start-message.ts';

/** Resolves with the URL of the bundles' folder; the messages after the first are for others. */
export const started = (start: (bundles: string) => void): void => {
  const hear = ({ data }: MessageEvent<StartMessage>): void => start(data.bundles);
  self.addEventListener('message', hear, { once: true });
};
