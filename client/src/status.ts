import { Disposable, LanguageStatusSeverity, l10n, languages, workspace } from 'vscode';
import type { ServerState } from './language-client.ts';
import { problemCount } from './problem-count.ts';
import type { ServerConnection } from './server-connection.ts';

/** The item in the language status menu: is the server up, what it found, and what to do when it is not. */
export const createStatusItem = (server: ServerConnection): Disposable => {
  const item = languages.createLanguageStatusItem('migrationTags.status', [
    { language: 'typescript' },
    { language: 'typescriptreact' },
    { language: 'javascript' },
    { language: 'javascriptreact' },
    { pattern: '**/migration-tags.json' },
  ]);
  item.name = 'Migration Tags';
  const show = (state: ServerState): void => {
    const enabled = workspace.getConfiguration('migrationTags').get('enabled', true);
    item.busy = state === 'starting';
    item.severity = state === 'stopped' ? LanguageStatusSeverity.Error : LanguageStatusSeverity.Information;
    item.text = enabled ? 'Migration Tags' : l10n.t('Migration Tags (off)');
    switch (state) {
      case 'starting':
        item.detail = l10n.t('Starting');
        item.command = { title: l10n.t('Show Log'), command: 'migrationTags.showLog' };
        return;
      case 'running':
        item.detail = enabled ? foundSoFar() : l10n.t('Switched off');
        item.command = { title: l10n.t('Choose What Is Shown'), command: 'migrationTags.chooseSurfaces' };
        return;
      case 'stopped':
        item.detail = l10n.t('The server is stopped');
        item.command = { title: l10n.t('Restart'), command: 'migrationTags.restartServer' };
        return;
    }
  };
  show(server.state);
  return Disposable.from(
    item,
    server.onStateChanged(show),
    languages.onDidChangeDiagnostics(() => show(server.state)),
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('migrationTags.enabled')) show(server.state);
    }),
  );
};

const foundSoFar = (): string => {
  const { problems, files } = problemCount(languages.getDiagnostics());
  if (problems === 0) return l10n.t('Running, no problems');
  return problems === 1 ? l10n.t('1 problem') : l10n.t('{0} problems in {1} files', problems, files);
};
