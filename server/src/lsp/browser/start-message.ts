/** The first message to a worker: it may have been started from a blob, which has no address to find others by. */
export interface StartMessage {
  /** The URL of the folder of the bundles, without a slash at its end. */
  readonly bundles: string;
}
