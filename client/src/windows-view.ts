import {
  commands,
  Disposable,
  EventEmitter,
  l10n,
  Range,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  Uri,
  window,
  workspace,
} from 'vscode';
import type { MigrationWindow } from '../../server/src/lsp/requests.ts';
import type { ServerConnection } from './server-connection.ts';

const VIEW = 'migrationTags.windows';

/** The view "Migration windows": where the open files can be migrated, or could be with a tag that saves most. */
export const createWindowsView = (server: ServerConnection): Disposable => {
  const changed = new EventEmitter<undefined>();
  const provider: TreeDataProvider<MigrationWindow> = {
    onDidChangeTreeData: changed.event,
    getChildren: async (parent) =>
      parent ? [] : [...((await server.ask('migrationTags/windows', null)) ?? [])],
    getTreeItem: (found) => treeItem(found),
  };
  return Disposable.from(
    changed,
    window.registerTreeDataProvider(VIEW, provider),
    server.onForecast(() => changed.fire(undefined)),
    server.onStateChanged(() => changed.fire(undefined)),
    commands.registerCommand('migrationTags.refreshWindows', () => changed.fire(undefined)),
  );
};

const treeItem = ({ uri, range, name, tag, isSuggestion, detail }: MigrationWindow): TreeItem => {
  const resource = Uri.parse(uri);
  const item = new TreeItem(name);
  item.description = `${detail} · ${workspace.asRelativePath(resource)}`;
  item.iconPath = new ThemeIcon(isSuggestion ? 'lightbulb' : tag === 'approve' ? 'pass' : 'circle-slash');
  item.tooltip = isSuggestion
    ? l10n.t('A tag `@migrate {0}` would suit {1}.', tag, name)
    : l10n.t('Tagged `@migrate {0}`.', tag);
  const { start, end } = range;
  item.command = {
    title: l10n.t('Show'),
    command: 'vscode.open',
    arguments: [resource, { selection: new Range(start.line, start.character, end.line, end.character) }],
  };
  return item;
};
