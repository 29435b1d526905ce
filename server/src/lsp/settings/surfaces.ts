/** What the editor shows, one switch each; `enabled` is the master switch. */
export interface Surfaces {
  readonly enabled: boolean;
  readonly codeLens: boolean;
  readonly suggestions: boolean;
  readonly diagnostics: boolean;
  readonly hover: boolean;
  readonly inlayHints: boolean;
  readonly gutter: boolean;
  readonly windows: boolean;
}

export type Surface = keyof Surfaces;
