import type { SourceOutline } from '../../source/outline.ts';
import type { TagSheet } from '../../tags/tag-sheet.ts';
import type { RuntimeSettings } from '../analyzer.ts';
import type { ContextNode } from '../execution/context-tree.ts';
import type { Timeline } from '../timeline.ts';

export interface TimelineInputs {
  readonly entryFile: string;
  readonly root: ContextNode;
  readonly endless: boolean;
  readonly runtime: RuntimeSettings;
  readonly facts: (file: string) => { readonly outline: SourceOutline; readonly sheet: TagSheet };
}

export const timelineOf = ({ entryFile }: TimelineInputs): Timeline => ({
  entryFile,
  tasks: [],
  questions: [],
});
