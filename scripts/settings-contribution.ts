import { SCAN_LIMIT, SWITCHES } from '../server/src/lsp/settings/settings-table.ts';
import { settingKey } from './translatable-strings.ts';

/** The editor puts the string of package.nls.json in its place. */
const translated = (key: string): string => `%${settingKey(key)}%`;

/**
 * `contributes.configuration` of package.json, from the one table of settings. They hold for the window: what differs from
 * folder to folder stands in its migration-tags.json.
 */
export const settingsContribution = () => ({
  title: '%displayName%',
  properties: Object.fromEntries([
    ...SWITCHES.map(({ key, default: preset }, order) => [
      `migrationTags.${key}`,
      { type: 'boolean', default: preset, order, scope: 'window', markdownDescription: translated(key) },
    ]),
    [
      `migrationTags.${SCAN_LIMIT.key}`,
      {
        type: 'integer',
        minimum: 0,
        default: SCAN_LIMIT.default,
        order: SWITCHES.length,
        scope: 'window',
        markdownDescription: translated(SCAN_LIMIT.key),
      },
    ],
    [
      'migrationTags.environment',
      {
        type: 'object',
        default: {},
        order: SWITCHES.length + 1,
        scope: 'window',
        markdownDescription: translated('environment'),
      },
    ],
    [
      'migrationTags.trace.server',
      {
        type: 'string',
        // Whether there is a trace at all is said by the level of the log.
        enum: ['messages', 'verbose'],
        enumDescriptions: ['messages', 'verbose'].map((level) => translated(`trace.server.${level}`)),
        default: 'messages',
        order: SWITCHES.length + 2,
        scope: 'window',
        markdownDescription: translated('trace.server'),
      },
    ],
  ]),
});
