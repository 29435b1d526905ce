import { describe, expect, test } from 'vitest';
import { CancellationTokenSource } from 'vscode-languageserver';
import { defaultConfiguration } from '../../../src/configuration/configuration.ts';
import type {
  FromPrediction,
  PredictionQuestion,
  ToPrediction,
} from '../../../src/lsp/predictions/prediction-messages.ts';
import {
  type PredictionThread,
  type ThreadListener,
  ThreadPredictor,
} from '../../../src/lsp/predictions/thread-predictor.ts';
import { ManualClock } from '../manual-clock.ts';

/** A thread that answers, dies or hangs when the test says so. */
class PuppetThread implements PredictionThread {
  readonly received: ToPrediction[] = [];
  terminated = false;
  readonly #listener: ThreadListener;

  constructor(listener: ThreadListener) {
    this.#listener = listener;
  }

  postMessage(message: ToPrediction): void {
    this.received.push(message);
  }

  terminate(): void {
    this.terminated = true;
  }

  get questions(): readonly PredictionQuestion[] {
    return this.received.flatMap((message) => ('path' in message && 'id' in message ? [message] : []));
  }

  answer(message: FromPrediction): void {
    this.#listener.onMessage(message);
  }

  die(reason: string): void {
    this.#listener.onEnd(reason);
  }
}

const EMPTY = {
  reports: [],
  suggestions: [],
  regions: [],
  elsewhere: [],
  findings: [],
  dataFiles: [],
  sourceFiles: [],
} as const;

const setUp = () => {
  const threads: PuppetThread[] = [];
  const clock = new ManualClock();
  const startThread = (listener: ThreadListener) => {
    const thread = new PuppetThread(listener);
    threads.push(thread);
    return thread;
  };
  const predictor = new ThreadPredictor(startThread, clock, {
    readText: async (path) => `text of ${path}`,
    readDirectory: async () => ({ files: ['b.ts'], directories: [] }),
    fileBytes: async (path) => path.length,
  });
  const cancellation = new CancellationTokenSource();
  const forecast = (path: string) => predictor.forecast(path, defaultConfiguration, cancellation.token);
  return { threads, clock, predictor, cancellation, forecast };
};

describe('the thread that predicts', () => {
  test('can be started ahead of the first question', () => {
    const { threads, predictor, forecast } = setUp();
    predictor.prepare();
    expect(threads).toHaveLength(1);
    void forecast('/a.ts');
    expect(threads).toHaveLength(1);
    expect(threads[0]?.questions).toMatchObject([{ kind: 'forecast', path: '/a.ts' }]);
  });

  test('is started at the first question and told every text so far', async () => {
    const { threads, predictor, forecast } = setUp();
    predictor.setText('/a.ts', 'a');
    expect(threads).toHaveLength(0);
    const answer = forecast('/a.ts');
    expect(threads[0]?.received).toMatchObject([
      { kind: 'text', path: '/a.ts', text: 'a' },
      { kind: 'forecast' },
    ]);
    threads[0]?.answer({ id: 1, kind: 'forecast', result: EMPTY });
    expect(await answer).toEqual(EMPTY);
  });

  test('sees a cancellation while it works', async () => {
    const { threads, cancellation, forecast } = setUp();
    const answer = forecast('/a.ts');
    const [question] = threads[0]?.questions ?? [];
    expect(question?.cancelled[0]).toBe(0);
    cancellation.cancel();
    expect(question?.cancelled[0]).toBe(1);
    threads[0]?.answer({ id: 1, kind: 'forecast', result: null });
    expect(await answer).toBeNull();
  });

  test('is replaced after it died, but not for the text that killed it', async () => {
    const { threads, predictor, forecast } = setUp();
    predictor.setText('/deadly.ts', 'x');
    const answer = forecast('/deadly.ts');
    threads[0]?.die('out of memory');
    await expect(answer).rejects.toThrow('out of memory');
    await expect(forecast('/deadly.ts')).rejects.toThrow('out of memory');
    expect(threads).toHaveLength(1);

    const other = forecast('/fine.ts');
    threads[1]?.answer({ id: 2, kind: 'forecast', result: EMPTY });
    expect(await other).toEqual(EMPTY);

    predictor.setText('/deadly.ts', 'y');
    const again = forecast('/deadly.ts');
    threads[1]?.answer({ id: 3, kind: 'forecast', result: EMPTY });
    expect(await again).toEqual(EMPTY);
  });

  test('is ended when it hangs', async () => {
    const { threads, clock, forecast } = setUp();
    const answer = forecast('/a.ts');
    clock.pass(200_000);
    await expect(answer).rejects.toThrow('took longer than 120 s');
    expect(threads[0]?.terminated).toBe(true);
  });

  test('is given the files that it wants, then asked again', async () => {
    const { threads, forecast } = setUp();
    const answer = forecast('memory:///a.ts');
    const thread = threads[0];
    const wanted = {
      texts: ['memory:///b.ts'],
      directories: ['memory:///lib'],
      sizes: ['memory:///data.csv'],
    };
    thread?.answer({ id: 1, kind: 'wanted', files: wanted });
    await expect.poll(() => thread?.questions).toMatchObject([{ id: 1 }, { id: 2, path: 'memory:///a.ts' }]);
    expect(thread?.received).toContainEqual({
      kind: 'found',
      files: {
        texts: [{ path: 'memory:///b.ts', text: 'text of memory:///b.ts' }],
        directories: [{ path: 'memory:///lib', entries: { files: ['b.ts'], directories: [] } }],
        sizes: [{ path: 'memory:///data.csv', bytes: 18 }],
      },
    });
    thread?.answer({ id: 2, kind: 'forecast', result: EMPTY });
    expect(await answer).toEqual(EMPTY);
  });
});
