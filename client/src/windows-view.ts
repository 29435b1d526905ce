import { say } from '@migration-tags/simulator';
import {
  commands,
  Disposable,
  EventEmitter,
  MarkdownString,
  Range,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
  Uri,
  window,
  workspace,
} from 'vscode';
import type { MigrationWindow } from '../../server/src/lsp/protocol/requests.ts';
import { atMostEvery } from './at-most-every.ts';
import type { ServerConnection } from './server-connection.ts';
import type { TagEdits } from './tag-edits.ts';
import { translate } from './words.ts';
import { type ScanState, WorkspaceScan } from './workspace-scan.ts';

const VIEW = 'migrationTags.windows';
/** Context in which the view's title offers to stop. */
const SCANNING = 'migrationTags.scanning';
/** Between two drawings while a scan goes on: often enough to be seen growing. */
const REDRAW_MS = 500;

interface Group {
  readonly title: string;
  readonly icon: ThemeIcon;
  readonly windows: readonly MigrationWindow[];
}

type Node =
  | { readonly kind: 'group'; readonly group: Group }
  | { readonly kind: 'window'; readonly window: MigrationWindow };

/** The view "Migration windows": where the workspace can be migrated, or could be with a tag that saves most. */
export const createWindowsView = (server: ServerConnection, tags: TagEdits): Disposable => {
  const scan = new WorkspaceScan(server);
  const changed = new EventEmitter<undefined>();
  const provider: TreeDataProvider<Node> = {
    onDidChangeTreeData: changed.event,
    getChildren: async (parent) => {
      if (parent === undefined) return groupsOf((await server.ask('migrationTags/windows', null)) ?? []);
      return parent.kind === 'group' ? parent.group.windows.map(asNode) : [];
    },
    getTreeItem: treeItem,
  };
  const view = window.createTreeView(VIEW, { treeDataProvider: provider, showCollapseAll: true });
  const redraw = atMostEvery(REDRAW_MS, () => changed.fire(undefined));

  const scanOnceSeen = (): void => {
    if (view.visible && server.state === 'running' && scan.state.kind === 'not-started') void scan.start();
  };
  let endProgress: (() => void) | null = null;
  const show = (state: ScanState): void => {
    view.message = messageOf(state);
    void commands.executeCommand('setContext', SCANNING, state.kind === 'running');
    if (state.kind === 'running') {
      if (endProgress === null) {
        const ended = new Promise<void>((end) => {
          endProgress = end;
        });
        void window.withProgress({ location: { viewId: VIEW } }, () => ended);
      }
    } else {
      endProgress?.();
      endProgress = null;
    }
    redraw();
  };
  return Disposable.from(
    changed,
    view,
    scan,
    redraw,
    scan.onChanged(show),
    view.onDidChangeVisibility(scanOnceSeen),
    server.onForecast(redraw),
    server.onStateChanged((state) => {
      changed.fire(undefined);
      // A server that was started again knows nothing of what the last one found.
      if (state === 'running' && scan.state.kind !== 'not-started') void scan.start();
      else scanOnceSeen();
    }),
    commands.registerCommand('migrationTags.refreshWindows', () => scan.start()),
    commands.registerCommand('migrationTags.stopScan', () => scan.stop()),
    commands.registerCommand('migrationTags.addListedTag', async (node: Node) => {
      if (node.kind !== 'window') return;
      const { uri, range, tag, isRegion } = node.window;
      const place = { uri, position: range.start };
      await window.showTextDocument(Uri.parse(uri), { selection: rangeOf(node.window) });
      await tags.add(isRegion ? { ...place, end: range.end } : place, tag);
    }),
  );
};

const asNode = (found: MigrationWindow): Node => ({ kind: 'window', window: found });

const groupsOf = (windows: readonly MigrationWindow[]): Node[] =>
  [
    {
      title: translate(say`Worth a tag`),
      icon: new ThemeIcon('lightbulb'),
      windows: windows.filter(({ isSuggestion }) => isSuggestion),
    },
    {
      title: translate(say`Approved`),
      icon: new ThemeIcon('pass'),
      windows: windows.filter(({ isSuggestion, tag }) => !isSuggestion && tag === 'approve'),
    },
    {
      title: translate(say`Withdrawn`),
      icon: new ThemeIcon('circle-slash'),
      windows: windows.filter(({ isSuggestion, tag }) => !isSuggestion && tag === 'withdraw'),
    },
  ].flatMap((group): Node[] => (group.windows.length > 0 ? [{ kind: 'group', group }] : []));

const treeItem = (node: Node): TreeItem => {
  switch (node.kind) {
    case 'group': {
      const { title, icon, windows } = node.group;
      const item = new TreeItem(title, TreeItemCollapsibleState.Expanded);
      // Keeps what the user collapsed over a redraw.
      item.id = title;
      item.iconPath = icon;
      item.description = String(windows.length);
      return item;
    }
    case 'window':
      return windowItem(node.window);
  }
};

const windowItem = (found: MigrationWindow): TreeItem => {
  const { uri, name, tag, isSuggestion, isRegion, detail } = found;
  const resource = Uri.parse(uri);
  const where = `${workspace.asRelativePath(resource)}:${found.range.start.line + 1}`;
  const item = new TreeItem(isRegion && isSuggestion ? translate(say`several statements`) : name);
  item.description = [isSuggestion ? tag : '', detail, where].filter((part) => part !== '').join(' · ');
  item.tooltip = new MarkdownString()
    .appendMarkdown(
      isSuggestion
        ? translate(say`\`// @migrate ${tag}\` would suit this code`)
        : translate(say`Tagged \`// @migrate ${tag}\``),
    )
    .appendText(`: ${detail}\n${where}`);
  item.contextValue = isSuggestion ? 'suggestion' : 'window';
  item.command = {
    title: translate(say`Show`),
    command: 'vscode.open',
    arguments: [resource, { selection: rangeOf(found) }],
  };
  return item;
};

const rangeOf = ({ range: { start, end } }: MigrationWindow): Range =>
  new Range(start.line, start.character, end.line, end.character);

/** Empty: nothing to say, and the view shows no line for it. */
const messageOf = (state: ScanState): string => {
  switch (state.kind) {
    case 'not-started':
      return '';
    case 'running':
      return translate(say`Looked at ${state.done} of ${state.total} files so far.`);
    case 'stopped':
      return translate(say`Stopped after ${state.done} of ${state.total} files.`);
    case 'ended':
      return state.isCut
        ? translate(
            say`Only ${state.total} files were looked at; there are more. The setting "migrationTags.windows.fileLimit" says how many.`,
          )
        : '';
  }
};
