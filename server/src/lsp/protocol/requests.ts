import type { TagType, Translation } from '@migration-tags/simulator';
import type { Position, Range, WorkspaceEdit } from 'vscode-languageserver-types';
import type { PreviewDocument } from '../../preview/preview-document.ts';
import type { Verdict } from '../../preview/verdict.ts';

/** What a client may ask and hear beyond the protocol, by method. The VS Code client shares these types. */
export interface Requests {
  /** The preview of the workload whose entry is the file; `null`: the file is not open, or not source text. */
  readonly 'migrationTags/preview': { params: FileParams; result: EntryPreview | null };
  /** The edit that tags the innermost entity around a place, or a region's statements; `null`: there are none. */
  readonly 'migrationTags/addTag': {
    params: TagPlace & { readonly tag: TagType };
    result: WorkspaceEdit | null;
  };
  /** The edit that removes the tag at a place, or of the innermost tagged entity around it. */
  readonly 'migrationTags/removeTag': { params: PlaceParams; result: WorkspaceEdit | null };
  /** The first lines of judged entities, for marks beside the text. */
  readonly 'migrationTags/marks': { params: FileParams; result: readonly Mark[] };
  /** Where the files that are open or scanned can be migrated, or could be with a tag: what saves most first. */
  readonly 'migrationTags/windows': { params: null; result: readonly MigrationWindow[] };
  /** Looks for migration windows in these files too, in the background; {@link SCAN_NOTIFICATION} tells how far it is. */
  readonly 'migrationTags/scan': { params: { readonly uris: readonly string[] }; result: null };
  /** Ends the scan; what it found stays. */
  readonly 'migrationTags/stopScan': { params: null; result: null };
  /** A file that is not open came, changed or went. Nothing happens before the first scan. */
  readonly 'migrationTags/rescan': { params: FileParams; result: null };
  /** Answered at once by a server that is alive. */
  readonly 'migrationTags/ping': { params: null; result: { readonly processId: number | null } };
}

/** Sent when a file's numbers changed, so that marks and views ask again. Parameters: {@link FileParams}. */
export const FORECAST_NOTIFICATION = 'migrationTags/forecast';

/** Sent after each file of a scan. Parameters: {@link ScanProgress}. */
export const SCAN_NOTIFICATION = 'migrationTags/scanProgress';

export interface ScanProgress {
  readonly done: number;
  readonly total: number;
  readonly isRunning: boolean;
}

/** What a client may say beyond the protocol, by method. */
export interface Notifications {
  /** The user looks at other files than before: these, the active one first. */
  readonly 'migrationTags/inView': { readonly uris: readonly string[] };
}

export interface EntryPreview {
  readonly preview: PreviewDocument;
  /** URIs of the source files whose edits make it old, the entry included. */
  readonly restsOn: readonly string[];
}

export interface FileParams {
  readonly uri: string;
}

export interface PlaceParams extends FileParams {
  readonly position: Position;
}

/** Where a tag is to go. */
export interface TagPlace extends PlaceParams {
  /** Given, the tag goes around the statements from `position` to here. */
  readonly end?: Position;
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
  /** Statements that one pair of `begin` and `end` would go around, or does. */
  readonly isRegion: boolean;
  /** Its downtime, or what the tag would save, in words. */
  readonly detail: string;
  /** Median downtime saved against no tags; `null`: not known, or tagged already. */
  readonly savedDowntimeMs: number | null;
}

/** What the client says of itself in `initializationOptions`. */
export interface InitializationOptions {
  /** It offers the commands that lenses name. */
  readonly lensCommands: boolean;
  /** It shows images in Markdown. */
  readonly markdownImages: boolean;
  /** Of the server's sentences; without one it speaks English. */
  readonly translation?: Translation;
}
