import type { EntityReport } from '../../preview/entity-report.ts';
import type { FileForecast } from './forecast.ts';

/** What a report says apart from where its subject and its tag stand: most edits leave it as it is. */
type Judged = Omit<EntityReport, 'subject' | 'tag' | 'shortWindow'>;

type ReportMessage = Pick<EntityReport, 'subject' | 'tag' | 'shortWindow'> & {
  /** Index of a report of the last forecast of the same file that says the same, or all that it says. */
  readonly judged: number | Judged;
};

/** A forecast as it goes from one thread to the other: copying all reports at each edit costs more than finding them. */
export type ForecastMessage = Omit<FileForecast, 'reports'> & { readonly reports: readonly ReportMessage[] };

/** The thread's side: knows what it sent last. */
export class ForecastSender {
  readonly #sent = new Map<string, readonly EntityReport[]>();

  message(path: string, forecast: FileForecast): ForecastMessage {
    const sent = new Map(
      (this.#sent.get(path) ?? []).map((report, index) => [report.profile, { report, index }]),
    );
    this.#sent.set(path, forecast.reports);
    return {
      ...forecast,
      reports: forecast.reports.map(({ subject, tag, shortWindow, ...judged }) => {
        const last = sent.get(judged.profile);
        // A judgement's explanation is made anew with it.
        const isSame = last?.report.explanation === judged.explanation;
        return { subject, tag, shortWindow, judged: last && isSame ? last.index : judged };
      }),
    };
  }

  forget(path: string): void {
    this.#sent.delete(path);
  }
}

/** The other side: knows what it received last. One of its own for each thread. */
export class ForecastReceiver {
  readonly #received = new Map<string, readonly EntityReport[]>();

  /** `null`: the message builds on one that was forgotten meanwhile. */
  forecast(path: string, message: ForecastMessage): FileForecast | null {
    const last = this.#received.get(path);
    const reports = message.reports.flatMap(({ judged, ...placed }) => {
      const said = typeof judged === 'number' ? last?.[judged] : judged;
      return said ? [{ ...said, ...placed }] : [];
    });
    if (reports.length < message.reports.length) return null;
    this.#received.set(path, reports);
    return { ...message, reports };
  }

  forget(path: string): void {
    this.#received.delete(path);
  }
}
