import type { FileParams } from './requests.ts';

/** What the server asks of a client that reads files through its editor, by method. The VS Code client shares these types. */
export interface ClientRequests {
  /** `null`: there is no such file. */
  readonly 'migrationTags/readText': { params: FileParams; result: string | null };
  /** `null`: there is no such directory. */
  readonly 'migrationTags/readDirectory': { params: FileParams; result: DirectoryEntries | null };
  /** Its size; `null`: there is no such file. */
  readonly 'migrationTags/fileBytes': { params: FileParams; result: number | null };
}

/** Names, without the directory. */
export interface DirectoryEntries {
  readonly files: readonly string[];
  readonly directories: readonly string[];
}
