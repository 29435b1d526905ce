import type { Connection } from 'vscode-languageserver';
import type { Diagnostic } from 'vscode-languageserver-types';
import { configurationDiagnostics, diagnostics } from './features/diagnostics.ts';
import type { OpenDocument } from './open-document.ts';
import { pathOfUri } from './paths.ts';
import type { ClientSupport } from './server.ts';
import type { Session } from './session.ts';

/** Diagnostics pulled by clients that can, pushed to those that cannot; the same ones either way. */
export class DiagnosticsPublisher {
  readonly #connection: Connection;
  readonly #session: Session;
  readonly #support: () => ClientSupport;

  constructor(connection: Connection, session: Session, support: () => ClientSupport) {
    this.#connection = connection;
    this.#session = session;
    this.#support = support;
  }

  opened(uri: string): void {
    this.#push(uri);
  }

  documentChanged(document: OpenDocument): void {
    this.#push(document.uri);
  }

  closed(uri: string): void {
    if (!this.#support().pullDiagnostics) void this.#connection.sendDiagnostics({ uri, diagnostics: [] });
  }

  /** Anything may have changed. */
  refresh(): void {
    const { pullDiagnostics, refreshDiagnostics } = this.#support();
    if (pullDiagnostics && refreshDiagnostics) this.#connection.languages.diagnostics.refresh();
    for (const { uri } of this.#session.documents) this.#push(uri);
    for (const uri of this.#session.openConfigurations) this.#push(uri);
  }

  #push(uri: string): void {
    if (this.#support().pullDiagnostics) return;
    void this.#connection.sendDiagnostics({ uri, diagnostics: diagnosticsOf(this.#session, uri) });
  }
}

/** Of a source file or of migration-tags.json; none for a file that is not open. */
export const diagnosticsOf = (session: Session, uri: string): Diagnostic[] => {
  const configuration = session.configurationDocument(uri);
  if (configuration) {
    return configurationDiagnostics(
      session.configurations.problems(pathOfUri(uri) ?? ''),
      ({ start, end }) => ({
        start: configuration.positionAt(start),
        end: configuration.positionAt(end),
      }),
    );
  }
  const document = session.document(uri);
  return document ? diagnostics(document, session.configurationOf(document), session.settings.surfaces) : [];
};
