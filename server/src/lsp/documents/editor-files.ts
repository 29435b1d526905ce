import type { Connection } from 'vscode-languageserver';
import type { ClientRequests, DirectoryEntries } from '../protocol/client-requests.ts';
import { uriOfPath } from '../protocol/paths.ts';

/** Files as the editor knows them: those of a web editor, or of a repository that was never cloned, lie on no disk. */
export interface EditorFiles {
  /** `null`: there is no such file. */
  readText(path: string): Promise<string | null>;
  /** `null`: there is no such directory. */
  readDirectory(path: string): Promise<DirectoryEntries | null>;
  /** `null`: there is no such file. */
  fileBytes(path: string): Promise<number | null>;
}

/** Asks the client. One that cannot read files has none. */
export const editorFiles = (connection: Connection): EditorFiles => {
  const ask = async <Method extends keyof ClientRequests>(
    method: Method,
    path: string,
  ): Promise<ClientRequests[Method]['result'] | null> => {
    try {
      return await connection.sendRequest<ClientRequests[Method]['result']>(method, { uri: uriOfPath(path) });
    } catch {
      return null;
    }
  };
  return {
    readText: (path) => ask('migrationTags/readText', path),
    readDirectory: (path) => ask('migrationTags/readDirectory', path),
    fileBytes: (path) => ask('migrationTags/fileBytes', path),
  };
};
