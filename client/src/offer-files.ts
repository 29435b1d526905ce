import { FileType, Uri, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { ClientRequests, DirectoryEntries } from '../../server/src/lsp/protocol/client-requests.ts';
import type { FileParams } from '../../server/src/lsp/protocol/requests.ts';

type Answers = {
  readonly [Method in keyof ClientRequests]: (uri: Uri) => Promise<ClientRequests[Method]['result']>;
};

const answers: Answers = {
  'migrationTags/readText': async (uri) => new TextDecoder().decode(await workspace.fs.readFile(uri)),
  'migrationTags/readDirectory': async (uri) => entriesOf(await workspace.fs.readDirectory(uri)),
  'migrationTags/fileBytes': async (uri) => (await workspace.fs.stat(uri)).size,
};

const entriesOf = (entries: readonly (readonly [string, FileType])[]): DirectoryEntries => {
  const named = (wanted: FileType): readonly string[] =>
    entries.flatMap(([name, type]) => ((type & wanted) === 0 ? [] : [name]));
  return { files: named(FileType.File), directories: named(FileType.Directory) };
};

/** Lets the server read files through the editor: those of a web editor, or of a remote repository, lie on no disk. */
export const offerFiles = (client: BaseLanguageClient): void => {
  for (const [method, read] of Object.entries(answers)) {
    client.onRequest(method, async ({ uri }: FileParams): Promise<unknown> => {
      try {
        return await read(Uri.parse(uri));
      } catch {
        // Whatever keeps a file from being read, to the server it is not there.
        return null;
      }
    });
  }
};
