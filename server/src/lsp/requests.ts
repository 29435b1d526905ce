import type { TagType } from '@migration-tags/simulator';
import type { Position, Range, WorkspaceEdit } from 'vscode-languageserver-types';
import type { PreviewDocument } from '../preview/preview-document.ts';
import type { Verdict } from '../preview/verdict.ts';

/** What a client may ask and hear beyond the protocol, by method. The VS Code client shares these types. */
export interface Requests {
  /** The preview of the workload whose entry is the file; `null`: the file is not open, or not source text. */
  readonly 'migrationTags/preview': { params: FileParams; result: PreviewDocument | null };
  /** The edit that tags the innermost entity around a place; `null`: there is none. */
  readonly 'migrationTags/addTag': {
    params: PlaceParams & { readonly tag: TagType };
    result: WorkspaceEdit | null;
  };
  /** The edit that removes the tag at a place, or of the innermost tagged entity around it. */
  readonly 'migrationTags/removeTag': { params: PlaceParams; result: WorkspaceEdit | null };
  /** The first lines of judged entities, for marks beside the text. */
  readonly 'migrationTags/marks': { params: FileParams; result: readonly Mark[] };
  /** Where the open files can be migrated, or could be with a tag. */
  readonly 'migrationTags/windows': { params: null; result: readonly MigrationWindow[] };
  /** Answered at once by a server that is alive. */
  readonly 'migrationTags/ping': { params: null; result: { readonly processId: number | null } };
}

/** Sent when a file's numbers changed, so that marks and views ask again. Parameters: {@link FileParams}. */
export const FORECAST_NOTIFICATION = 'migrationTags/forecast';

export interface FileParams {
  readonly uri: string;
}

export interface PlaceParams extends FileParams {
  readonly position: Position;
}

export interface Mark {
  readonly range: Range;
  readonly verdict: Verdict;
}

/** A tagged entity or region, or one that a tag would suit. */
export interface MigrationWindow extends FileParams {
  readonly range: Range;
  readonly name: string;
  readonly tag: TagType;
  readonly isSuggestion: boolean;
  /** Its downtime, or what the tag would save, in words. */
  readonly detail: string;
}

/** What the client says of itself in `initializationOptions`. */
export interface InitializationOptions {
  /** It offers the commands that lenses name. */
  readonly lensCommands: boolean;
  /** It shows images in Markdown. */
  readonly markdownImages: boolean;
}
