import {
  type CancellationToken,
  CodeActionRequest,
  CodeLensRequest,
  type CompletionItem,
  type CompletionParams,
  CompletionRequest,
  type Connection,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  DocumentDiagnosticRequest,
  type DocumentHighlight,
  type DocumentHighlightParams,
  DocumentHighlightRequest,
  type DocumentSymbol,
  type DocumentSymbolParams,
  DocumentSymbolRequest,
  ExecuteCommandRequest,
  type FoldingRange,
  type FoldingRangeParams,
  FoldingRangeRequest,
  HoverRequest,
  type InlayHint,
  type InlayHintParams,
  InlayHintRequest,
  type PrepareRenameParams,
  PrepareRenameRequest,
  type Range,
  type RenameParams,
  RenameRequest,
  type SemanticTokens,
  type SemanticTokensParams,
  SemanticTokensRequest,
  type SignatureHelp,
  type SignatureHelpParams,
  SignatureHelpRequest,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { previewInWords } from '../../preview/preview-in-words.ts';
import type { OpenDocument } from '../documents/open-document.ts';
import { answering } from '../protocol/answer.ts';
import type { ClientSupport } from '../protocol/client-support.ts';
import type { Requests } from '../protocol/requests.ts';
import type { Session } from '../session.ts';
import { codeActions, isRewriteData, rewriteEdit } from './code-actions.ts';
import { codeLenses, isLensData, type LensCommands, resolveCodeLens } from './code-lenses.ts';
import { executeCommand, SERVER_COMMANDS } from './commands.ts';
import { completions } from './completion.ts';
import { diagnosticsOf } from './diagnostics-publisher.ts';
import { documentSymbols } from './document-symbols.ts';
import { foldingRanges } from './folding.ts';
import { type ExplanationStyle, hover } from './hover.ts';
import { inlayHints, resolveInlayHint } from './inlay-hints.ts';
import { labelHighlights, labelToRename, renameLabel } from './labels.ts';
import { marks } from './marks.ts';
import { semanticTokens } from './semantic-tokens.ts';
import { signatureHelp } from './signature-help.ts';
import { addTagEdit, removeTagEdit } from './tag-edits.ts';
import { migrationWindows } from './windows.ts';
import type { WorkspaceScan } from './workspace-scan.ts';

const CLIENT_COMMANDS: LensCommands = {
  preview: 'migrationTags.preview',
  addTag: 'migrationTags.addTag',
  chooseSurfaces: 'migrationTags.chooseSurfaces',
};

/** For editors that know only the server's own commands. */
const OWN_COMMANDS: LensCommands = {
  preview: SERVER_COMMANDS.explain,
  addTag: SERVER_COMMANDS.addTag,
  chooseSurfaces: null,
};

/** Connects each request to the feature that answers it. */
export const registerFeatures = (
  connection: Connection,
  session: Session,
  scan: WorkspaceScan,
  support: () => ClientSupport,
): void => {
  const answer = answering(connection);
  const lensCommands = (): LensCommands => (support().lensCommands ? CLIENT_COMMANDS : OWN_COMMANDS);
  const surfaces = () => session.settings.surfaces;
  const numbered = (number: number): OpenDocument | undefined =>
    session.documents.find((document) => document.number === number);
  const styleFor = (document: OpenDocument): ExplanationStyle => ({
    translate: support().translate,
    environment: session.configurationOf(document).environment,
    markdown: support().markdown.hover,
    images: support().markdown.hover && support().markdownImages,
  });

  connection.languages.diagnostics.on(
    answer(
      DocumentDiagnosticRequest.method,
      { kind: DocumentDiagnosticReportKind.Full, items: [] } satisfies DocumentDiagnosticReport,
      ({ textDocument: { uri }, previousResultId }): DocumentDiagnosticReport => {
        const resultId = session.stateId(uri);
        return previousResultId === resultId
          ? { kind: DocumentDiagnosticReportKind.Unchanged, resultId }
          : {
              kind: DocumentDiagnosticReportKind.Full,
              resultId,
              items: diagnosticsOf(session, uri, support().translate),
            };
      },
    ),
  );

  connection.onCodeLens(
    answer(CodeLensRequest.method, null, ({ textDocument }) => {
      const document = session.document(textDocument.uri);
      return document ? codeLenses(document, surfaces(), lensCommands(), support().translate) : null;
    }),
  );
  connection.onCodeLensResolve((lens) => {
    const data: unknown = lens.data;
    if (!isLensData(data)) return lens;
    return resolveCodeLens(lens, data, numbered(data.document), lensCommands(), support().translate);
  });

  connection.onHover(
    answer(HoverRequest.method, null, ({ textDocument, position }) => {
      const document = session.document(textDocument.uri);
      if (!document || !surfaces().hover) return null;
      return hover(document, document.offset(position), styleFor(document));
    }),
  );

  connection.onCodeAction(
    answer(CodeActionRequest.method, null, ({ textDocument, range, context }) => {
      const document = session.document(textDocument.uri);
      if (!document || !surfaces().enabled) return null;
      const { translate, resolvesEdits } = support();
      const asked = { only: context.only, translate, resolvesEdits };
      return codeActions(document, session.configurationOf(document), range, asked);
    }),
  );
  connection.onCodeActionResolve((action) => {
    const data: unknown = action.data;
    const document = isRewriteData(data) ? numbered(data.document) : undefined;
    return isRewriteData(data) && document
      ? { ...action, edit: rewriteEdit(document, data.rewrite) }
      : action;
  });

  /** Requests about one open document; `none` answers for others, and while everything is switched off. */
  const about = <Params extends { readonly textDocument: { readonly uri: string } }, Result>(
    method: string,
    none: Result,
    work: (document: OpenDocument, params: Params) => Result,
  ) =>
    answer<Params, Result>(method, none, (params) => {
      const document = session.document(params.textDocument.uri);
      return document && surfaces().enabled ? work(document, params) : none;
    });

  connection.languages.inlayHint.on(
    about<InlayHintParams, InlayHint[] | null>(InlayHintRequest.method, null, (document, { range }) =>
      surfaces().inlayHints ? inlayHints(document, range, support().translate) : null,
    ),
  );
  connection.languages.inlayHint.resolve((hint) =>
    resolveInlayHint(hint, (uri) => session.document(uri), styleFor),
  );
  connection.onCompletion(
    about<CompletionParams, CompletionItem[]>(CompletionRequest.method, [], (document, { position }) =>
      completions(document, document.offset(position), {
        snippets: support().snippets,
        markdown: support().markdown.completion,
        translate: support().translate,
      }),
    ),
  );
  connection.onSignatureHelp(
    about<SignatureHelpParams, SignatureHelp | null>(
      SignatureHelpRequest.method,
      null,
      (document, { position }) =>
        signatureHelp(document, document.offset(position), support().markdown.signature, support().translate),
    ),
  );
  connection.onDocumentHighlight(
    about<DocumentHighlightParams, DocumentHighlight[] | null>(
      DocumentHighlightRequest.method,
      null,
      (document, { position }) => labelHighlights(document, document.offset(position)),
    ),
  );
  connection.onPrepareRename(
    about<PrepareRenameParams, Range | null>(PrepareRenameRequest.method, null, (document, { position }) =>
      labelToRename(document, document.offset(position)),
    ),
  );
  connection.onRenameRequest(
    about<RenameParams, WorkspaceEdit | null>(RenameRequest.method, null, (document, { position, newName }) =>
      renameLabel(document, document.offset(position), newName),
    ),
  );
  connection.onDocumentSymbol(
    about<DocumentSymbolParams, DocumentSymbol[]>(DocumentSymbolRequest.method, [], documentSymbols),
  );
  connection.onFoldingRanges(
    about<FoldingRangeParams, FoldingRange[]>(FoldingRangeRequest.method, [], foldingRanges),
  );
  connection.languages.semanticTokens.on(
    about<SemanticTokensParams, SemanticTokens>(SemanticTokensRequest.method, { data: [] }, semanticTokens),
  );

  connection.onExecuteCommand(
    answer(ExecuteCommandRequest.method, null, (params) =>
      executeCommand(connection, session, support().translate, params),
    ),
  );

  const onRequest = <Method extends keyof Requests>(
    method: Method,
    fallback: Requests[Method]['result'],
    work: (
      params: Requests[Method]['params'],
      token: CancellationToken,
    ) => Requests[Method]['result'] | Promise<Requests[Method]['result']>,
  ): void => {
    connection.onRequest<unknown, void>(
      method,
      answer<Requests[Method]['params'], unknown>(method, fallback, work),
    );
  };

  onRequest('migrationTags/ping', { processId: null }, () => ({ processId: session.processId }));
  onRequest('migrationTags/marks', [], ({ uri }) => {
    const document = session.document(uri);
    return document && surfaces().gutter ? marks(document) : [];
  });
  onRequest('migrationTags/addTag', null, ({ uri, position, end, tag }) => {
    const document = session.document(uri);
    return document ? addTagEdit(document, { position, end }, tag) : null;
  });
  onRequest('migrationTags/removeTag', null, ({ uri, position }) => {
    const document = session.document(uri);
    return document ? removeTagEdit(document, document.offset(position)) : null;
  });
  onRequest('migrationTags/windows', [], () =>
    surfaces().windows ? migrationWindows(session.documents, scan.windows, support().translate) : [],
  );
  onRequest('migrationTags/scan', null, ({ uris }) => {
    scan.setFiles(uris);
    return null;
  });
  onRequest('migrationTags/stopScan', null, () => {
    scan.stop();
    return null;
  });
  onRequest('migrationTags/rescan', null, ({ uri }) => {
    // An open file has numbers of its own.
    if (!session.document(uri)) scan.renew(uri);
    return null;
  });
  onRequest('migrationTags/preview', null, async ({ uri }, token) => {
    const preview = await session.preview(uri, token);
    return (
      preview && {
        preview: previewInWords(preview, support().translate),
        restsOn: preview.sourceFiles.map((path) => session.uriOf(path)),
      }
    );
  });
};
