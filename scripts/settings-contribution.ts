import { SCAN_LIMIT, SWITCHES } from '../server/src/lsp/settings-table.ts';

/** `contributes.configuration` of package.json, from the one table of settings. */
export const settingsContribution = () => ({
  title: 'Migration Tags',
  properties: Object.fromEntries([
    ...SWITCHES.map(({ key, default: preset, description }, order) => [
      `migrationTags.${key}`,
      { type: 'boolean', default: preset, order, scope: 'resource', markdownDescription: description },
    ]),
    [
      `migrationTags.${SCAN_LIMIT.key}`,
      {
        type: 'integer',
        minimum: 0,
        default: SCAN_LIMIT.default,
        order: SWITCHES.length,
        scope: 'window',
        markdownDescription: SCAN_LIMIT.description,
      },
    ],
    [
      'migrationTags.environment',
      {
        type: 'object',
        default: {},
        order: SWITCHES.length + 1,
        scope: 'resource',
        markdownDescription:
          'Where the workload runs: virtual machine, link, hypervisor settings. The fields of `migration-tags.json`, which goes before this setting in its folder.',
      },
    ],
    [
      'migrationTags.trace.server',
      {
        type: 'string',
        enum: ['off', 'messages', 'verbose'],
        enumDescriptions: [
          'Nothing is written.',
          'Each message between editor and server is named.',
          'Each message is written in full.',
        ],
        default: 'off',
        order: SWITCHES.length + 2,
        scope: 'window',
        markdownDescription: 'Write the messages between editor and server to the log.',
      },
    ],
  ]),
});
