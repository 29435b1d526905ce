import type { ReadSyntax } from './documents/open-document.ts';
import type { Predictor } from './predictions/predictor.ts';
import type { Clock } from './scheduling/clock.ts';

/** All that the server needs from around it, so that tests run it in their own process without disk or timers. */
export interface ServerEnvironment {
  /** Parses source text; the compiler behind it is loaded at the first call. */
  readonly readSyntax: ReadSyntax;
  forgetSyntax(path: string): void;
  /** Called at the first document, and for a scan of the workspace. */
  startPredictor(): Predictor;
  /** `null`: there is no such file. */
  readText(path: string): Promise<string | null>;
  readonly clock: Clock;
  /** `null` where there are no processes. */
  readonly processId: number | null;
}
