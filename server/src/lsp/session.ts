import { type Message, verbatim } from '@migration-tags/simulator';
import type { CancellationToken, TextDocumentContentChangeEvent } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { TextDocumentItem } from 'vscode-languageserver-types';
import type { Configuration } from '../configuration/configuration.ts';
import { CONFIGURATION_FILE } from '../configuration/configuration-file.ts';
import type { SaidPreview } from '../preview/preview-in-words.ts';
import { OpenDocument } from './documents/open-document.ts';
import type { ServerEnvironment } from './environment.ts';
import { ForecastQueue, IDLE_MS, TYPING_PAUSE_MS } from './predictions/forecast-queue.ts';
import { type Predictor, ThreadEnded } from './predictions/predictor.ts';
import { pathOfUri, uriOfPath } from './protocol/paths.ts';
import { Configurations } from './settings/configurations.ts';
import { DEFAULT_SETTINGS, type Settings } from './settings/settings.ts';

const SOURCE_LANGUAGES: readonly string[] = [
  'typescript',
  'typescriptreact',
  'javascript',
  'javascriptreact',
];

export interface SessionListener {
  /** What is shown for the document may differ from now on. */
  onDocumentChanged(document: OpenDocument): void;
  /** New numbers, settings or configuration: whatever is shown is to be asked for again. */
  onRefresh(): void;
  onForecast(document: OpenDocument): void;
  onFailure(document: OpenDocument, failure: unknown): void;
}

/** The state of one editor's session: what is open, how it is configured, what is predicted. Knows no protocol. */
export class Session {
  readonly configurations = new Configurations();
  readonly #environment: ServerEnvironment;
  readonly #listener: SessionListener;
  readonly #documents = new Map<string, OpenDocument>();
  /** Open editors on migration-tags.json, whose unsaved text already counts. */
  readonly #openConfigurations = new Map<string, TextDocument>();
  /** Of each open text, unlike any before: a client may start its versions anew, or repeat one. */
  readonly #revisions = new Map<string, number>();
  #lastRevision = 0;
  #lastDocument = 0;
  #settings = DEFAULT_SETTINGS;
  #refreshes = 0;
  #isConfigured = false;
  #predictor: Predictor | null = null;
  #queue: ForecastQueue | null = null;
  /** URIs of what the user looks at, the active one first. */
  #inView: readonly string[] = [];
  /** Others are taken to look at what they opened or changed last. */
  #clientTellsView = false;

  constructor(environment: ServerEnvironment, listener: SessionListener) {
    this.#environment = environment;
    this.#listener = listener;
  }

  get processId(): number | null {
    return this.#environment.processId;
  }

  get settings(): Settings {
    return this.#settings;
  }

  get documents(): readonly OpenDocument[] {
    return [...this.#documents.values()];
  }

  document(uri: string): OpenDocument | undefined {
    return this.#documents.get(uri);
  }

  get openConfigurations(): readonly string[] {
    return [...this.#openConfigurations.keys()];
  }

  configurationDocument(uri: string): TextDocument | undefined {
    return this.#openConfigurations.get(uri);
  }

  /** The text that the editor holds of the configuration file at the path; `null`: it is not open. */
  openConfigurationText(path: string): string | null {
    for (const [uri, document] of this.#openConfigurations)
      if (pathOfUri(uri) === path) return document.getText();
    return null;
  }

  /** As the editor says it of an open file. */
  uriOf(path: string): string {
    return this.documents.find((document) => document.path === path)?.uri ?? uriOfPath(path);
  }

  configurationOf(document: OpenDocument): Configuration {
    return this.configurations.of(document.path);
  }

  /** The analysis and simulation, started when first needed. */
  get predictor(): Predictor {
    this.#predictor ??= this.#environment.startPredictor();
    return this.#predictor;
  }

  /** Differs whenever what is shown for the file may differ. */
  stateId(uri: string): string {
    const forecasts = this.#documents.get(uri)?.forecastCount ?? 0;
    return `${this.#revisions.get(uri) ?? 'closed'}/${forecasts}/${this.#refreshes}`;
  }

  /** The preview of the workload that starts in the file; `null`: not open, not source text, or cancelled. */
  async preview(uri: string, token: CancellationToken): Promise<SaidPreview | null> {
    const document = this.#documents.get(uri);
    if (!document?.syntax) return null;
    this.predictor.setText(document.path, document.text);
    const root = this.configurations.rootOf(document.path);
    return this.predictor.preview(document.path, root, this.configurationOf(document), token);
  }

  open({ uri, languageId, version, text }: TextDocumentItem): void {
    // A client that opens a file twice starts it anew.
    this.close(uri);
    const document = TextDocument.create(uri, languageId, version, text);
    if (isConfiguration(uri)) {
      this.#openConfigurations.set(uri, document);
      this.#revise(uri);
      this.setConfigurationText(pathOfUri(uri) ?? uri, text);
      this.#show();
      return;
    }
    if (!SOURCE_LANGUAGES.includes(languageId) || isNotebookCell(uri)) return;
    this.#touched(uri);
    this.#lastDocument += 1;
    const { readSyntax } = this.#environment;
    const opened = new OpenDocument(this.#lastDocument, document, pathOfUri(uri) ?? uri, readSyntax);
    this.#documents.set(uri, opened);
    this.#revise(uri);
    // Reading the syntax keeps this thread busy for long the first time: the other one loads meanwhile.
    if (!this.#isConfigured || this.#settings.surfaces.enabled) this.predictor.prepare();
    this.#listener.onDocumentChanged(opened);
    this.#renew(opened, 0);
  }

  change(uri: string, version: number, changes: readonly TextDocumentContentChangeEvent[]): void {
    const configuration = this.#openConfigurations.get(uri);
    if (configuration) {
      this.#revise(uri);
      const updated = TextDocument.update(configuration, [...changes], version);
      this.#openConfigurations.set(uri, updated);
      this.setConfigurationText(pathOfUri(uri) ?? uri, updated.getText(), TYPING_PAUSE_MS);
      return;
    }
    const document = this.#documents.get(uri);
    if (!document) return;
    this.#revise(uri);
    this.#touched(uri);
    document.update(changes, version);
    this.#listener.onDocumentChanged(document);
    this.#renew(document, TYPING_PAUSE_MS);
    this.#outdate(this.#dependentsOf(document.path));
  }

  /** Of a configuration file the text on disk, which counts again, has to be given by `setConfigurationText`. */
  close(uri: string): void {
    this.#revisions.delete(uri);
    if (this.#openConfigurations.delete(uri)) this.#show();
    const document = this.#documents.get(uri);
    if (!document) return;
    this.#documents.delete(uri);
    // From now on the text on the disk counts, and the file may have been used from nowhere else.
    this.#outdate(this.#dependentsOf(document.path));
    this.#queue?.drop(document);
    // One that was saved for the first time is open under its new name by now.
    if (this.#isOpen(document.path)) return;
    this.#predictor?.forget(document.path);
    this.#environment.forgetSyntax(document.path);
  }

  setSettings(settings: Settings): void {
    this.#settings = settings;
    this.configurations.setBase(settings.configuration);
    this.refresh();
  }

  setFolders(roots: readonly string[]): void {
    this.configurations.setFolders(roots);
    this.refresh();
  }

  /** Their numbers come first. */
  setInView(uris: readonly string[]): void {
    this.#clientTellsView = true;
    const isNewInView = ({ uri }: OpenDocument): boolean => uris.includes(uri) && !this.#inView.includes(uri);
    // The first forecast of a file is under way already.
    const late = this.documents.filter(
      (document) => isNewInView(document) && document.forecast !== null && document.forecastIsStale,
    );
    this.#inView = uris;
    for (const document of late) this.#renew(document, 0);
    this.#queue?.reorder();
  }

  /** Settings and configuration files are there: from now on it is worth predicting. */
  begin(): void {
    this.#isConfigured = true;
    if (!this.#settings.surfaces.enabled) this.#endPredictions();
    this.refresh();
  }

  /** The numbers of all files may rest on it; a text that is no news leaves them as they are. */
  setConfigurationText(path: string, text: string | null, delayMs = 0): void {
    if (this.configurations.setText(path, text)) this.refresh(delayMs);
  }

  /** A file that programs may read changed: numbers may rest on its size. */
  dataFileChanged(path: string): void {
    if (this.#isOpen(path)) return;
    this.#predictor?.forget(path);
    this.refresh();
  }

  /** A source file changed on the disk, came or went: what a file that is new changes is seen by asking. */
  sourceFileChanged(path: string, isNew: boolean): void {
    if (this.#isOpen(path)) return;
    this.#predictor?.forget(path);
    this.#outdate(this.#dependentsOf(path));
    if (isNew) for (const document of this.documents) this.#renew(document, TYPING_PAUSE_MS);
  }

  /** Everything shown is asked for again and every number predicted again, the old ones standing as stale till then. */
  refresh(delayMs = 0): void {
    if (!this.#isConfigured) return;
    for (const document of this.#documents.values()) {
      document.invalidateForecast();
      this.#renew(document, delayMs);
    }
    this.#show();
  }

  dispose(): void {
    this.#endPredictions();
  }

  /** Whatever is shown is asked for again. */
  #show(): void {
    if (!this.#isConfigured) return;
    this.#refreshes += 1;
    this.#listener.onRefresh();
  }

  #isOpen(path: string): boolean {
    return this.documents.some((document) => document.path === path);
  }

  /** Open files whose numbers rest on the one at the path. */
  #dependentsOf(path: string): readonly OpenDocument[] {
    return this.documents.filter(
      (document) => document.path !== path && document.forecast?.sourceFiles.includes(path),
    );
  }

  #outdate(documents: readonly OpenDocument[]): void {
    for (const document of documents) {
      document.invalidateForecast();
      this.#renew(document, this.#inView.includes(document.uri) ? TYPING_PAUSE_MS : IDLE_MS);
    }
  }

  /** Files that this one's program uses, whose numbers were made before it was known to use them. */
  #outdateUsedBy({ path, forecast }: OpenDocument): void {
    const used = this.documents.filter(
      (other) => other.path !== path && forecast?.sourceFiles.includes(other.path),
    );
    this.#outdate(used.filter((other) => other.forecast?.sourceFiles.includes(path) === false));
  }

  #touched(uri: string): void {
    if (!this.#clientTellsView) this.#inView = [uri];
  }

  #rankOf({ uri }: OpenDocument): number {
    const place = this.#inView.indexOf(uri);
    return place < 0 ? this.#inView.length : place;
  }

  #revise(uri: string): void {
    this.#lastRevision += 1;
    this.#revisions.set(uri, this.#lastRevision);
  }

  #endPredictions(): void {
    this.#queue?.dispose();
    this.#queue = null;
    this.#predictor?.dispose();
    this.#predictor = null;
  }

  #renew(document: OpenDocument, delayMs: number): void {
    if (!this.#isConfigured) return;
    if (!this.#settings.surfaces.enabled) {
      this.#queue?.drop(document);
      return;
    }
    this.#queue ??= new ForecastQueue({
      predictor: this.predictor,
      clock: this.#environment.clock,
      configurationOf: (asked) => this.configurationOf(asked),
      rankOf: (due) => this.#rankOf(due),
      onForecast: (done) => {
        this.#outdateUsedBy(done);
        this.#listener.onForecast(done);
        this.#listener.onRefresh();
      },
      onFailure: (failed, failure) => {
        failed.failForecast(whatFailed(failure));
        this.#listener.onFailure(failed, failure);
        this.#listener.onRefresh();
      },
    });
    this.#queue.renew(document, delayMs);
  }
}

const whatFailed = (failure: unknown): Message => {
  if (failure instanceof ThreadEnded) return failure.why;
  const text = failure instanceof Error ? failure.message : String(failure);
  return verbatim(text.split('\n')[0] ?? '');
};

/** A notebook's cells are one program, run in the order that the user likes: none of them says anything by itself. */
const isNotebookCell = (uri: string): boolean => uri.startsWith('vscode-notebook-cell:');

const isConfiguration = (uri: string): boolean => uri.endsWith(`/${CONFIGURATION_FILE}`);
