import type { OpenDocument } from '../documents/open-document.ts';
import type { Mark } from '../protocol/requests.ts';

/** First lines of the entities that were judged, where a mark beside the text belongs. */
export const marks = (document: OpenDocument): readonly Mark[] =>
  (document.forecast?.reports ?? [])
    .filter(({ verdict }) => verdict !== 'unknown')
    .map(({ subject, verdict }) => ({ range: document.range(subject.head), verdict }));
