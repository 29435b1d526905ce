import { Disposable, OverviewRulerLane, Range, type TextEditor, ThemeColor, window, workspace } from 'vscode';
import type { Mark } from '../../server/src/lsp/protocol/requests.ts';
import type { ServerConnection } from './server-connection.ts';

/** Hot and quiet code as strips in the overview ruler and along the text's edge; off unless switched on. */
export const createGutter = (server: ServerConnection): Disposable => {
  const strip = (color: string) =>
    window.createTextEditorDecorationType({
      isWholeLine: true,
      overviewRulerColor: new ThemeColor(color),
      overviewRulerLane: OverviewRulerLane.Left,
      borderColor: new ThemeColor(color),
      borderStyle: 'solid',
      borderWidth: '0 0 0 2px',
    });
  const hot = strip('migrationTags.hot');
  const quiet = strip('migrationTags.quiet');

  const paint = (editor: TextEditor, marks: readonly Mark[]): void => {
    const ranges = (wanted: (mark: Mark) => boolean): Range[] =>
      marks
        .filter(wanted)
        .map(({ range: { start, end } }) => new Range(start.line, start.character, end.line, end.character));
    editor.setDecorations(
      hot,
      ranges(({ verdict }) => verdict === 'hot'),
    );
    editor.setDecorations(
      quiet,
      ranges(({ verdict }) => verdict === 'low-range' || verdict === 'low-frequency'),
    );
  };

  const show = async (editor: TextEditor): Promise<void> => {
    const uri = editor.document.uri.toString();
    const wanted = workspace.getConfiguration('migrationTags').get('gutter.enabled', false);
    paint(editor, wanted ? ((await server.ask('migrationTags/marks', { uri })) ?? []) : []);
  };
  const showAll = (uri?: string): void => {
    for (const editor of window.visibleTextEditors) {
      if (uri === undefined || editor.document.uri.toString() === uri) void show(editor);
    }
  };

  return Disposable.from(
    hot,
    quiet,
    server.onForecast(showAll),
    window.onDidChangeVisibleTextEditors(() => showAll()),
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('migrationTags')) showAll();
    }),
  );
};
