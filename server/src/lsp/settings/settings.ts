import { fieldOf, type Message, say } from '@migration-tags/simulator';
import {
  type Configuration,
  defaultConfiguration,
  readConfiguration,
} from '../../configuration/configuration.ts';
import { SWITCHES } from './settings-table.ts';
import type { Surfaces } from './surfaces.ts';

/** The user's settings, `migrationTags.*`, as the server uses them. */
export interface Settings {
  readonly surfaces: Surfaces;
  /** Holds for what a folder's migration-tags.json leaves out. */
  readonly configuration: Configuration;
  /** What is wrong with them, one sentence each. */
  readonly problems: readonly Message[];
}

const DEFAULT_SURFACES: Surfaces = {
  enabled: true,
  codeLens: true,
  suggestions: true,
  diagnostics: true,
  hover: true,
  inlayHints: false,
  gutter: false,
  windows: true,
};

export const DEFAULT_SETTINGS: Settings = {
  surfaces: DEFAULT_SURFACES,
  configuration: defaultConfiguration,
  problems: [],
};

/** Reads the `migrationTags` section; a value of a wrong type is a problem and counts as not set. With the master switch off, all are. */
export const readSettings = (section: unknown): Settings => {
  const surfaces = { ...DEFAULT_SURFACES };
  const wrongSwitches: Message[] = [];
  for (const { key, surface } of SWITCHES) {
    const value = at(section, key.split('.'));
    if (typeof value === 'boolean') surfaces[surface] = value;
    else if (value !== undefined && value !== null)
      wrongSwitches.push(
        say`${`migrationTags.${key}`}: \`${JSON.stringify(value)}\` is neither \`true\` nor \`false\`; \`${String(DEFAULT_SURFACES[surface])}\` holds.`,
      );
  }
  const { configuration, problems } = readConfiguration(at(section, ['environment']) ?? {});
  return {
    surfaces: surfaces.enabled ? surfaces : allOff(surfaces),
    configuration,
    problems: [
      ...wrongSwitches,
      ...problems.map(
        ({ path, message }) => say`${['migrationTags', 'environment', ...path].join('.')}: ${message}`,
      ),
    ],
  };
};

const allOff = (surfaces: Surfaces): Surfaces => ({
  ...surfaces,
  codeLens: false,
  suggestions: false,
  diagnostics: false,
  hover: false,
  inlayHints: false,
  gutter: false,
  windows: false,
});

const at = (value: unknown, path: readonly string[]): unknown => path.reduce(fieldOf, value);
