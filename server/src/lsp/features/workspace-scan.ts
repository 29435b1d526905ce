import { CancellationTokenSource } from 'vscode-languageserver';
import type { Configuration } from '../../configuration/configuration.ts';
import { lineIndex } from '../../preview/line-index.ts';
import type { Span } from '../../source/span.ts';
import { whyUnreadable } from '../documents/readable-text.ts';
import { IDLE_MS } from '../predictions/forecast-queue.ts';
import type { Predictor } from '../predictions/predictor.ts';
import { pathOfUri } from '../protocol/paths.ts';
import type { ScanProgress } from '../protocol/requests.ts';
import type { Clock } from '../scheduling/clock.ts';
import { type SaidWindow, windowsIn } from './windows.ts';

export interface WorkspaceScanOptions {
  readonly clock: Clock;
  /** A predictor of its own: it shares neither thread nor caches with the open files, and is disposed of at the end. */
  startPredictor(): Predictor;
  /** `null`: there is no such file. */
  readText(path: string): Promise<string | null>;
  /** Of the files that hold for the path, those that were not read yet. */
  readConfigurations(path: string): Promise<void>;
  configurationOf(path: string): Configuration;
  onProgress(progress: ScanProgress): void;
}

/** What was found in a file in one configuration. */
interface ScannedFile {
  readonly configuration: Configuration;
  readonly windows: readonly SaidWindow[];
}

/** Looks for migration windows in files that are not open, one after the other, whenever the user rests. */
export class WorkspaceScan {
  readonly #options: WorkspaceScanOptions;
  readonly #found = new Map<string, ScannedFile>();
  /** URIs, next first. */
  readonly #waiting = new Set<string>();
  readonly #edited = new Set<string>();
  #predictor: Predictor | null = null;
  #current = new CancellationTokenSource();
  #callOff: (() => void) | null = null;
  #isOn = true;

  constructor(options: WorkspaceScanOptions) {
    this.#options = options;
  }

  /** From now on these are the files; what is known of them stays. */
  setFiles(uris: readonly string[]): void {
    const wanted = new Set(uris);
    for (const uri of this.#found.keys()) if (!wanted.has(uri)) this.#found.delete(uri);
    this.#waiting.clear();
    for (const uri of uris) if (!this.#isKnown(uri)) this.#waiting.add(uri);
    this.#continueAfter(0);
  }

  /** A file came, changed or went. */
  renew(uri: string): void {
    if (this.#found.size === 0 && this.#waiting.size === 0) return;
    this.#waiting.add(uri);
    this.#continueAfter(IDLE_MS);
  }

  /** An open file changes: what was found in it is not what will be there when it is closed. */
  edited(uri: string): void {
    this.#edited.add(uri);
  }

  closed(uri: string): void {
    if (this.#edited.delete(uri)) this.renew(uri);
  }

  /** Looks again at the files whose configuration is another one by now, and goes on where it was switched off; off, what is asked for waits. */
  switchTo(isOn: boolean): void {
    const wasOn = this.#isOn;
    this.#isOn = isOn;
    if (!isOn) {
      this.#interrupt();
      this.#endPredictions();
      return;
    }
    const outdated = [...this.#found.keys()].filter((uri) => !this.#isKnown(uri));
    for (const uri of outdated) this.#waiting.add(uri);
    if (outdated.length > 0) this.#continueAfter(IDLE_MS);
    else if (!wasOn && this.#waiting.size > 0) this.#continueAfter(0);
  }

  /** The user does something: what is under way is abandoned and taken up again later. */
  putOff(): void {
    if (this.#isRunning) this.#continueAfter(IDLE_MS);
  }

  /** Keeps what was found. */
  stop(): void {
    if (!this.#isRunning) return;
    this.#waiting.clear();
    this.#continueAfter(0);
  }

  /** By URI. */
  get windows(): ReadonlyMap<string, readonly SaidWindow[]> {
    return new Map([...this.#found].map(([uri, { windows }]) => [uri, windows]));
  }

  dispose(): void {
    this.#waiting.clear();
    this.#interrupt();
    this.#endPredictions();
  }

  #endPredictions(): void {
    this.#predictor?.dispose();
    this.#predictor = null;
  }

  get #isRunning(): boolean {
    return this.#callOff !== null || this.#waiting.size > 0;
  }

  #isKnown(uri: string): boolean {
    const known = this.#found.get(uri);
    return known !== undefined && known.configuration === this.#options.configurationOf(pathOf(uri));
  }

  #interrupt(): void {
    this.#callOff?.();
    this.#callOff = null;
    if (!this.#current.token.isCancellationRequested) this.#current.cancel();
  }

  #continueAfter(delayMs: number): void {
    this.#interrupt();
    if (!this.#isOn) return;
    const current = new CancellationTokenSource();
    this.#current = current;
    this.#callOff = this.#options.clock.after(delayMs, () => void this.#run(current));
  }

  async #run(current: CancellationTokenSource): Promise<void> {
    this.#callOff = null;
    for (const uri of this.#waiting) {
      this.#tell();
      const found = await this.#look(uri, current);
      if (current.token.isCancellationRequested) return;
      this.#waiting.delete(uri);
      if (found === null) this.#found.delete(uri);
      else this.#found.set(uri, found);
    }
    this.#endPredictions();
    this.#tell();
  }

  /** `null`: there is no such file, or nothing can be said of it. */
  async #look(uri: string, { token }: CancellationTokenSource): Promise<ScannedFile | null> {
    const { readText, readConfigurations, configurationOf, startPredictor } = this.#options;
    const path = pathOf(uri);
    await readConfigurations(path);
    const configuration = configurationOf(path);
    const text = await readText(path);
    if (text === null || token.isCancellationRequested) return null;
    if (whyUnreadable(text) !== null) return { configuration, windows: [] };
    this.#predictor ??= startPredictor();
    const predictor = this.#predictor;
    try {
      predictor.setText(path, text);
      const forecast = await predictor.forecast(path, configuration, token);
      const positionOf = lineIndex(text);
      const rangeOf = ({ start, end }: Span) => ({ start: positionOf(start), end: positionOf(end) });
      return forecast && { configuration, windows: windowsIn(uri, forecast, rangeOf) };
    } catch {
      // A file that brings the analysis down is told of when it is opened; the others go on.
      return { configuration, windows: [] };
    } finally {
      predictor.forget(path);
    }
  }

  #tell(): void {
    const left = this.#waiting.size;
    const total = new Set([...this.#found.keys(), ...this.#waiting]).size;
    this.#options.onProgress({ done: total - left, total, isRunning: left > 0 });
  }
}

const pathOf = (uri: string): string => pathOfUri(uri) ?? uri;
