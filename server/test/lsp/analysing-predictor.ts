import { createAnalyzer } from '../../src/analysis/index.ts';
import type { Configuration } from '../../src/configuration/configuration.ts';
import type { FileForecast } from '../../src/lsp/predictions/forecast.ts';
import { forecastOf, previewOf } from '../../src/lsp/predictions/prediction.ts';
import type { Predictor } from '../../src/lsp/predictions/predictor.ts';
import type { SaidPreview } from '../../src/preview/preview-in-words.ts';
import { hostOf } from '../analysis/program-fixture.ts';

/** Analyses and simulates at once, in the process of the test. */
export class AnalysingPredictor implements Predictor {
  readonly #analyzer = createAnalyzer(hostOf({}));

  prepare(): void {}

  setText(path: string, text: string): void {
    this.#analyzer.setText(path, text);
  }

  forget(path: string): void {
    this.#analyzer.forget(path);
  }

  async forecast(path: string, configuration: Configuration): Promise<FileForecast> {
    return forecastOf(this.#analyzer, path, configuration, () => false);
  }

  async preview(path: string, root: string | null, configuration: Configuration): Promise<SaidPreview> {
    return previewOf(this.#analyzer, path, root, configuration, () => false);
  }

  dispose(): void {
    this.#analyzer.dispose();
  }
}
