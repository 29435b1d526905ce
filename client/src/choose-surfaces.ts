import { say } from '@migration-tags/simulator';
import {
  ConfigurationTarget,
  type QuickPickItem,
  type WorkspaceConfiguration,
  window,
  workspace,
} from 'vscode';
import { SWITCHES } from '../../server/src/lsp/settings/settings-table.ts';
import { translate } from './words.ts';

interface SurfaceItem extends QuickPickItem {
  readonly key: string;
}

/** Where the switch is set now: the workspace's own value would hide one of the user's. */
const targetOf = (configuration: WorkspaceConfiguration, key: string): ConfigurationTarget =>
  configuration.inspect(key)?.workspaceValue === undefined
    ? ConfigurationTarget.Global
    : ConfigurationTarget.Workspace;

/** Lets the user choose what is shown, where they see it: every switch in one list, the master first. */
export const chooseSurfaces = async (): Promise<void> => {
  const configuration = workspace.getConfiguration('migrationTags');
  const items = SWITCHES.map(
    ({ key, title, description, default: preset }): SurfaceItem => ({
      key,
      label: translate(title),
      detail: translate(description).replace(/`#?|#?`|\*/g, ''),
      picked: configuration.get(key, preset),
    }),
  );
  const chosen = await window.showQuickPick(items, {
    canPickMany: true,
    title: translate(say`Migration Tags: what is shown`),
  });
  if (!chosen) return;
  for (const item of items) {
    const wanted = chosen.includes(item);
    if (wanted !== item.picked)
      await configuration.update(item.key, wanted, targetOf(configuration, item.key));
  }
};
