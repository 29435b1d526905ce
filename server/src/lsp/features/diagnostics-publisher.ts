import type { Translate } from '@migration-tags/simulator';
import type { Connection } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Diagnostic } from 'vscode-languageserver-types';
import type { OpenDocument } from '../documents/open-document.ts';
import type { ClientSupport } from '../protocol/client-support.ts';
import { pathOfUri, uriOfPath } from '../protocol/paths.ts';
import type { Session } from '../session.ts';
import { configurationDiagnostics, diagnostics } from './diagnostics.ts';

/** Pushes diagnostics to clients that do not pull them; the same ones either way. */
export class DiagnosticsPublisher {
  readonly #connection: Connection;
  readonly #session: Session;
  readonly #support: () => ClientSupport;
  /** Configuration files that are not open, with problems that the client was told of. */
  #wrongClosedFiles: readonly string[] = [];

  constructor(connection: Connection, session: Session, support: () => ClientSupport) {
    this.#connection = connection;
    this.#session = session;
    this.#support = support;
  }

  opened(uri: string): void {
    this.#pushUnlessPulled(uri);
  }

  documentChanged(document: OpenDocument): void {
    this.#pushUnlessPulled(document.uri);
  }

  closed(uri: string): void {
    if (!this.#support().pullDiagnostics) this.#push(uri, []);
  }

  /** Anything may have changed. */
  refresh(): void {
    this.#pushClosedConfigurations();
    for (const { uri } of this.#session.documents) this.#pushUnlessPulled(uri);
    for (const uri of this.#session.openConfigurations) this.#pushUnlessPulled(uri);
  }

  /** No client pulls for a file that is not open, and yet what is wrong in a configuration file holds. */
  #pushClosedConfigurations(): void {
    const problems = closedConfigurationDiagnostics(this.#session, this.#support().translate);
    const wrong = new Map(problems.map(({ uri, diagnostics: found }) => [uri, found]));
    for (const uri of this.#wrongClosedFiles) if (!wrong.has(uri)) this.#push(uri, []);
    for (const [uri, found] of wrong) this.#push(uri, found);
    this.#wrongClosedFiles = [...wrong.keys()];
  }

  #pushUnlessPulled(uri: string): void {
    if (!this.#support().pullDiagnostics)
      this.#push(uri, diagnosticsOf(this.#session, uri, this.#support().translate));
  }

  #push(uri: string, found: Diagnostic[]): void {
    void this.#connection.sendDiagnostics({ uri, diagnostics: found });
  }
}

/** Of a source file or of migration-tags.json; none for a file that is not open. */
export const diagnosticsOf = (session: Session, uri: string, translate: Translate): Diagnostic[] => {
  if (!session.settings.surfaces.enabled) return [];
  const configuration = session.configurationDocument(uri);
  if (configuration) return problemsIn(session, pathOfUri(uri) ?? uri, configuration, translate);
  const document = session.document(uri);
  return document
    ? diagnostics(document, session.configurationOf(document), session.settings.surfaces, translate)
    : [];
};

interface FileDiagnostics {
  readonly uri: string;
  readonly diagnostics: Diagnostic[];
}

const closedConfigurationDiagnostics = (
  session: Session,
  translate: Translate,
): readonly FileDiagnostics[] => {
  const { configurations, settings } = session;
  if (!settings.surfaces.enabled) return [];
  return configurations.files.flatMap((file) => {
    const text = configurations.text(file);
    if (text === null || session.openConfigurationText(file) !== null) return [];
    const uri = uriOfPath(file);
    const found = problemsIn(session, file, TextDocument.create(uri, 'json', 0, text), translate);
    return found.length > 0 ? [{ uri, diagnostics: found }] : [];
  });
};

const problemsIn = (
  session: Session,
  file: string,
  document: TextDocument,
  translate: Translate,
): Diagnostic[] =>
  configurationDiagnostics(
    session.configurations.problems(file),
    ({ start, end }) => ({
      start: document.positionAt(start),
      end: document.positionAt(end),
    }),
    translate,
  );
