import { counted, type Message, say } from '@migration-tags/simulator';
import { Disposable, LanguageStatusSeverity, languages, workspace } from 'vscode';
import type { ServerState } from './language-client.ts';
import { problemCount } from './problem-count.ts';
import type { ServerConnection } from './server-connection.ts';
import { translate } from './words.ts';

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
    item.text = enabled ? 'Migration Tags' : translate(say`Migration Tags (off)`);
    switch (state) {
      case 'starting':
        item.detail = translate(say`Starting`);
        item.command = { title: translate(say`Show Log`), command: 'migrationTags.showLog' };
        return;
      case 'running':
        item.detail = enabled ? foundSoFar() : translate(say`Switched off`);
        item.command = {
          title: translate(say`Choose What Is Shown`),
          command: 'migrationTags.chooseSurfaces',
        };
        return;
      case 'stopped':
        item.detail = translate(say`The server is stopped`);
        item.command = { title: translate(say`Restart`), command: 'migrationTags.restartServer' };
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

const inFiles = (problems: number, files: number): Message =>
  counted(files, say`${problems} problems in 1 file`, say`${problems} problems in ${files} files`);

const foundSoFar = (): string => {
  const { problems, files } = problemCount(languages.getDiagnostics());
  if (problems === 0) return translate(say`Running, no problems`);
  return translate(counted(problems, say`1 problem`, inFiles(problems, files)));
};
