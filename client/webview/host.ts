import { fieldOf } from '@migration-tags/simulator';
import type { HostMessage, PageMessage } from './messages.ts';

/** What the page can ask of where it is shown: the editor's panel or a report in a browser. */
export interface Host {
  readonly kind: 'editor' | 'report';
  post(message: PageMessage): void;
  keep(state: unknown): void;
  kept(): unknown;
  listen(listener: (message: HostMessage) => void): void;
}

interface EditorApi {
  postMessage(message: PageMessage): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare global {
  /** Provided by the editor, once a page; absent in a browser. */
  var acquireVsCodeApi: (() => EditorApi) | undefined;
}

const isHostMessage = (data: unknown): data is HostMessage => {
  const type = fieldOf(data, 'type');
  return type === 'show' || type === 'nothing' || type === 'stale' || type === 'focus';
};

const listen = (listener: (message: HostMessage) => void): void =>
  window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (isHostMessage(data)) listener(data);
  });

const editorHost = (api: EditorApi): Host => ({
  kind: 'editor',
  post: (message) => api.postMessage(message),
  keep: (state) => api.setState(state),
  kept: () => api.getState(),
  listen,
});

/** A report stands alone: nothing to post to, and a reload starts afresh. */
const reportHost: Host = {
  kind: 'report',
  post: () => undefined,
  keep: () => undefined,
  kept: () => null,
  listen: () => undefined,
};

export const findHost = (): Host =>
  globalThis.acquireVsCodeApi === undefined ? reportHost : editorHost(globalThis.acquireVsCodeApi());
