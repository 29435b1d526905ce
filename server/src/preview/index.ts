export { applySuggestions, suggestionEdits } from './apply-suggestions.ts';
export { dirtyCurvePicture } from './dirty-curve-picture.ts';
export {
  type EntityReport,
  entityReports,
  type ReportSubject,
  regionReports,
  reportOf,
} from './entity-report.ts';
export { lineIndex } from './line-index.ts';
export { assessFile, type FileAssessment } from './measure-file.ts';
export type * from './preview-document.ts';
export { entityInWords, previewInWords, type SaidPreview } from './preview-in-words.ts';
export { entitiesOfFile, previewOfFile } from './preview-of-file.ts';
export { previewTimeline, type TimelinePreview } from './preview-timeline.ts';
export { type Savings, type SuggestionPlan, suggestTags, type TagSuggestion } from './suggest-tags.ts';
export type { Verdict } from './verdict.ts';
export { type OpenQuestion, type PhasePlace, workloadOfTimeline } from './workload-of-timeline.ts';
