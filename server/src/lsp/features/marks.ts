import type { OpenDocument } from '../open-document.ts';
import type { Mark } from '../requests.ts';

/** First lines of the entities that were judged, where a mark beside the text belongs. */
export const marks = (document: OpenDocument): readonly Mark[] =>
  (document.forecast?.reports ?? [])
    .filter(({ verdict }) => verdict !== 'unknown')
    .map(({ subject, verdict }) => ({ range: document.range(subject.head), verdict }));
