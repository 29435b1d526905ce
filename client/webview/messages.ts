import type { TagType } from '@migration-tags/simulator';
import type { JsonPosition, PreviewDocument } from '../../server/src/preview/preview-document.ts';

/** What the page's host tells it. */
export type HostMessage =
  | { readonly type: 'show'; readonly preview: PreviewDocument }
  /** There is no preview, or none yet: the sentence says why. */
  | { readonly type: 'nothing'; readonly why: string }
  /** The sources changed: what is shown no longer holds until the next `show`. */
  | { readonly type: 'stale' }
  /** Bring the phase or entity at this place into view. */
  | { readonly type: 'focus'; readonly file: string; readonly start: JsonPosition };

export type ExportKind = 'svg' | 'png' | 'html' | 'json';

/** What the page tells its host. Files and positions are those of the preview document. */
export type PageMessage =
  | { readonly type: 'ready' }
  | { readonly type: 'reveal'; readonly file: string; readonly start: JsonPosition }
  /** Write into the source what was tried in the picture; `tag: null` removes. */
  | {
      readonly type: 'toggleTag';
      readonly file: string;
      readonly start: JsonPosition;
      readonly end: JsonPosition;
      readonly tag: TagType | null;
    }
  /**
   * A file to save. `svg` and `json` are text, `png` is base64; for `html`, `data` is the preview document as JSON,
   * which the host puts into a report.
   */
  | { readonly type: 'export'; readonly kind: ExportKind; readonly name: string; readonly data: string };
