import {
  ENGLISH,
  fieldOf,
  isRecord,
  type Translate,
  type Translation,
  translateWith,
} from '@migration-tags/simulator';
import { type InitializeParams, MarkupKind } from 'vscode-languageserver';
import { onceForEach } from '../../memo/once-for-each.ts';
import type { InitializationOptions } from './requests.ts';

/** What the client said it can do, as far as it matters here. */
export interface ClientSupport {
  /** It asks for diagnostics, and asks again when numbers have come; one that would not is sent them. */
  readonly pullDiagnostics: boolean;
  readonly refreshLenses: boolean;
  readonly refreshInlayHints: boolean;
  readonly refreshSemanticTokens: boolean;
  /** It answers `workspace/configuration`; others send what they have with `workspace/didChangeConfiguration`. */
  readonly configuration: boolean;
  readonly registersConfiguration: boolean;
  readonly registersWatchedFiles: boolean;
  /** Also of directories that no workspace folder holds. */
  readonly watchesAnyDirectory: boolean;
  readonly workspaceFolders: boolean;
  readonly snippets: boolean;
  readonly codeActions: boolean;
  /** It asks for the edit of a code action once the user takes it. */
  readonly resolvesEdits: boolean;
  readonly prepareRename: boolean;
  readonly nestedSymbols: boolean;
  /** Where it shows Markdown; plain text elsewhere. */
  readonly markdown: { readonly hover: boolean; readonly completion: boolean; readonly signature: boolean };
  /** It shows images in Markdown. */
  readonly markdownImages: boolean;
  /** The VS Code client of this project, whose commands the lenses may name. */
  readonly lensCommands: boolean;
  /** Puts what is shown into words of the language that it speaks. */
  readonly translate: Translate;
}

/** `null`: before the client has said anything. */
export const clientSupport = (params: InitializeParams | null): ClientSupport => {
  const workspace = params?.capabilities.workspace;
  const text = params?.capabilities.textDocument;
  const options: unknown = params?.initializationOptions;
  const markdown = (formats: readonly MarkupKind[] | undefined): boolean =>
    formats?.includes(MarkupKind.Markdown) === true;
  return {
    pullDiagnostics: text?.diagnostic !== undefined && workspace?.diagnostics?.refreshSupport === true,
    refreshLenses: workspace?.codeLens?.refreshSupport === true,
    refreshInlayHints: workspace?.inlayHint?.refreshSupport === true,
    refreshSemanticTokens: workspace?.semanticTokens?.refreshSupport === true,
    configuration: workspace?.configuration === true,
    registersConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    registersWatchedFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    watchesAnyDirectory:
      workspace?.didChangeWatchedFiles?.dynamicRegistration === true &&
      workspace.didChangeWatchedFiles.relativePatternSupport === true,
    workspaceFolders: workspace?.workspaceFolders === true,
    snippets: text?.completion?.completionItem?.snippetSupport === true,
    codeActions: text?.codeAction?.codeActionLiteralSupport !== undefined,
    resolvesEdits:
      text?.codeAction?.dataSupport === true &&
      text.codeAction.resolveSupport?.properties.includes('edit') === true,
    prepareRename: text?.rename?.prepareSupport === true,
    nestedSymbols: text?.documentSymbol?.hierarchicalDocumentSymbolSupport === true,
    markdown: {
      hover: markdown(text?.hover?.contentFormat),
      completion: markdown(text?.completion?.completionItem?.documentationFormat),
      signature: markdown(text?.signatureHelp?.signatureInformation?.documentationFormat),
    },
    markdownImages: isOn(options, 'markdownImages'),
    lensCommands: isOn(options, 'lensCommands'),
    // The same messages are shown again at every key.
    translate: onceForEach(translateWith(translationIn(options))),
  };
};

/** Whatever is not a sentence for a sentence is left out. */
const translationIn = (options: unknown): Translation => {
  const given = option(options, 'translation');
  const [locale, sentences] = [fieldOf(given, 'locale'), fieldOf(given, 'sentences')];
  if (typeof locale !== 'string' || !isLocale(locale) || !isRecord(sentences)) return ENGLISH;
  const said = Object.entries(sentences).flatMap(([english, sentence]) =>
    typeof sentence === 'string' ? [[english, sentence] as const] : [],
  );
  return { locale, sentences: Object.fromEntries(said) };
};

const isLocale = (text: string): boolean => {
  try {
    return Intl.getCanonicalLocales(text).length > 0;
  } catch {
    return false;
  }
};

const isOn = (options: unknown, name: keyof InitializationOptions): boolean => option(options, name) === true;

const option = (options: unknown, name: keyof InitializationOptions): unknown => fieldOf(options, name);
