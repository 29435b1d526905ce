import { type Message, say } from '@migration-tags/simulator';
import type { Surface } from './surfaces.ts';

/** One setting of the editor, `migrationTags.KEY`: package.json is generated from this table. */
interface SwitchSetting {
  readonly key: string;
  readonly surface: Surface;
  readonly default: boolean;
  /** In the list of what is shown. */
  readonly title: Message;
  /** Markdown. */
  readonly description: Message;
}

/** Every switch, the master first. */
export const SWITCHES: readonly SwitchSetting[] = [
  {
    key: 'enabled',
    surface: 'enabled',
    default: true,
    title: say`Everything`,
    description: say`Show migration tags, predictions and problems. Off: nothing is analysed.`,
  },
  {
    key: 'codeLens.enabled',
    surface: 'codeLens',
    default: true,
    title: say`Lenses`,
    description: say`Show the predicted downtime above tagged code.`,
  },
  {
    key: 'suggestions.enabled',
    surface: 'suggestions',
    default: true,
    title: say`Suggestions`,
    description: say`Mark untagged code that a tag would suit, with what it saves.`,
  },
  {
    key: 'diagnostics.enabled',
    surface: 'diagnostics',
    default: true,
    title: say`Problems`,
    description: say`Report malformed tags, and tags that the analysis contradicts, as problems.`,
  },
  {
    key: 'hover.enabled',
    surface: 'hover',
    default: true,
    title: say`Hovers`,
    description: say`Explain range, frequency, provenance and verdict when hovering over an entity\u2019s first line.`,
  },
  {
    key: 'inlayHints.enabled',
    surface: 'inlayHints',
    default: false,
    title: say`Inlay hints`,
    description: say`Show the verdict at the end of each entity\u2019s first line. VS Code\u2019s own \`#editor.inlayHints.enabled#\` applies as well.`,
  },
  {
    key: 'gutter.enabled',
    surface: 'gutter',
    default: false,
    title: say`Gutter marks`,
    description: say`Mark hot and quiet code in the overview ruler and beside the line numbers.`,
  },
  {
    key: 'windows.enabled',
    surface: 'windows',
    default: true,
    title: say`Migration Windows`,
    description: say`List where the workspace can be migrated, and where a tag would save most, in the Explorer\u2019s view *Migration Windows*.`,
  },
];

/**
 * How many files that are not open the view looks at. One takes 0.2 s of a processor (the mean of the 100 files of
 * simulator/src) to 0.5 s (of the 16 of examples/, which are all entry files or run by one): 300 are a minute or two.
 */
export const SCAN_LIMIT = {
  key: 'windows.fileLimit',
  default: 300,
  description: say`How many files of the workspace the view *Migration Windows* looks at, in the background, beside the open ones; it says so when there are more. \`0\`: only the open ones.`,
} as const;
