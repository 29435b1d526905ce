import { surroundingChecks } from './around.ts';
import type { EditorCheck } from './check.ts';
import { textChecks } from './in-the-text.ts';
import { panelChecks } from './preview-panel.ts';
import { writingChecks } from './writing.ts';

/** What a user of the editor sees, in the order in which one session shows it. */
export const editorChecks: readonly EditorCheck[] = [
  ...textChecks,
  ...writingChecks,
  ...surroundingChecks,
  ...panelChecks,
];
