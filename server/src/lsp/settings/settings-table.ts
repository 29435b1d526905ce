import type { Surface } from './surfaces.ts';

/** One setting of the editor, `migrationTags.KEY`: package.json is generated from this table. */
interface SwitchSetting {
  readonly key: string;
  readonly surface: Surface;
  readonly default: boolean;
  /** In the list of what is shown. */
  readonly title: string;
  /** Markdown. */
  readonly description: string;
}

/** Every switch, the master first. */
export const SWITCHES: readonly SwitchSetting[] = [
  {
    key: 'enabled',
    surface: 'enabled',
    default: true,
    title: 'Everything',
    description: 'Show migration tags, predictions and problems. Off: nothing is analysed.',
  },
  {
    key: 'codeLens.enabled',
    surface: 'codeLens',
    default: true,
    title: 'Lenses',
    description: 'Show the predicted downtime above tagged code.',
  },
  {
    key: 'suggestions.enabled',
    surface: 'suggestions',
    default: true,
    title: 'Suggestions',
    description: 'Mark untagged code that a tag would suit, with what it saves.',
  },
  {
    key: 'diagnostics.enabled',
    surface: 'diagnostics',
    default: true,
    title: 'Problems',
    description: 'Report malformed tags, and tags that the analysis contradicts, as problems.',
  },
  {
    key: 'hover.enabled',
    surface: 'hover',
    default: true,
    title: 'Hovers',
    description:
      'Explain range, frequency, provenance and verdict when hovering over an entity’s first line.',
  },
  {
    key: 'inlayHints.enabled',
    surface: 'inlayHints',
    default: false,
    title: 'Inlay hints',
    description:
      'Show the verdict at the end of each entity’s first line. VS Code’s own `#editor.inlayHints.enabled#` applies as well.',
  },
  {
    key: 'gutter.enabled',
    surface: 'gutter',
    default: false,
    title: 'Gutter marks',
    description: 'Mark hot and quiet code in the overview ruler and beside the line numbers.',
  },
  {
    key: 'windows.enabled',
    surface: 'windows',
    default: true,
    title: 'Migration Windows',
    description:
      'List where the workspace can be migrated, and where a tag would save most, in the Explorer’s view *Migration Windows*.',
  },
];

/**
 * How many files that are not open the view looks at. One takes 0.2 s of a processor (the mean of the 100 files of
 * simulator/src) to 0.5 s (of the 16 of examples/, which are all entry files or run by one): 300 are a minute or two.
 */
export const SCAN_LIMIT = {
  key: 'windows.fileLimit',
  default: 300,
  description:
    'How many files of the workspace the view *Migration Windows* looks at, in the background, beside the open ones; it says so when there are more. `0`: only the open ones.',
} as const;
