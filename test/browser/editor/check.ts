import type { Workbench } from '../workbench.ts';

/** One thing that a user of the editor sees; the checks of a session run in order, each from where the last left off. */
export interface EditorCheck {
  readonly name: string;
  readonly run: (workbench: Workbench) => Promise<void>;
}
