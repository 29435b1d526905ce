import { describe, expect, test } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { buildOutline } from '../../../src/analysis/frontend/outline.ts';
import { defaultConfiguration } from '../../../src/configuration/configuration.ts';
import { OpenDocument } from '../../../src/lsp/documents/open-document.ts';
import type { FileForecast } from '../../../src/lsp/predictions/forecast.ts';
import { ForecastQueue } from '../../../src/lsp/predictions/forecast-queue.ts';
import type { Predictor } from '../../../src/lsp/predictions/predictor.ts';
import { readTags } from '../../../src/tags/index.ts';
import { ManualClock } from '../manual-clock.ts';

const NOTHING: FileForecast = {
  reports: [],
  suggestions: [],
  regions: [],
  elsewhere: [],
  findings: [],
  dataFiles: [],
  sourceFiles: [],
};

/** A queue whose forecasts end when a test says so, or are cancelled, and the files as their turns came. */
const queueOf = (inView: string[]) => {
  const clock = new ManualClock();
  const begun: string[] = [];
  const done: string[] = [];
  const endings: (() => void)[] = [];
  const predictor: Predictor = {
    prepare: () => {},
    setText: () => {},
    forget: () => {},
    preview: async () => null,
    dispose: () => {},
    forecast: (path, _, token) => {
      begun.push(path);
      return new Promise((settle) => {
        endings.push(() => settle(NOTHING));
        token.onCancellationRequested(() => settle(null));
      });
    },
  };
  const queue = new ForecastQueue({
    predictor,
    clock,
    configurationOf: () => defaultConfiguration,
    rankOf: ({ uri }) => (inView.includes(uri) ? inView.indexOf(uri) : inView.length),
    onForecast: ({ uri }) => done.push(uri),
    onFailure: (_, failure) => {
      throw failure;
    },
  });
  return {
    queue,
    begun,
    done,
    pass: (milliseconds: number) => clock.pass(milliseconds),
    /** What was begun last ends, and what follows from that has happened. */
    end: async () => {
      endings.at(-1)?.();
      await turns();
    },
  };
};

const turns = () => new Promise((resume) => setTimeout(resume, 0));

const documentAt = (uri: string): OpenDocument =>
  new OpenDocument(1, TextDocument.create(uri, 'typescript', 1, ''), uri, (path, text) => {
    const outline = buildOutline(path, text);
    return { outline, sheet: readTags(outline) };
  });

const [a, b, c] = [documentAt('a'), documentAt('b'), documentAt('c')];

describe('forecasts', () => {
  test('are made one after the other, the first to come first where nobody looks', async () => {
    const { queue, begun, done, pass, end } = queueOf([]);
    for (const document of [a, b, c]) queue.renew(document, 0);
    pass(0);
    expect(begun).toEqual(['a']);
    for (let count = 0; count < 3; count++) await end();
    expect(done).toEqual(['a', 'b', 'c']);
  });

  test('of what the user looks at come first', async () => {
    const { queue, done, pass, end } = queueOf(['c', 'b']);
    queue.renew(a, 0);
    queue.renew(b, 0);
    queue.renew(c, 0);
    pass(0);
    await turns();
    for (let count = 0; count < 3; count++) await end();
    expect(done).toEqual(['c', 'b', 'a']);
  });

  test('of what nobody looks at give way, and are made afterwards', async () => {
    const inView: string[] = [];
    const { queue, begun, done, pass, end } = queueOf(inView);
    queue.renew(a, 0);
    queue.renew(b, 0);
    pass(0);
    inView.push('b');
    queue.reorder();
    await turns();
    expect(begun).toEqual(['a', 'b']);
    await end();
    await end();
    expect(begun).toEqual(['a', 'b', 'a']);
    expect(done).toEqual(['b', 'a']);
  });

  test('of a file that changes begin anew once it rests', async () => {
    const { queue, begun, done, pass, end } = queueOf([]);
    queue.renew(a, 0);
    pass(0);
    queue.renew(a, 275);
    await turns();
    expect(begun).toEqual(['a']);
    pass(275);
    await end();
    expect(begun).toEqual(['a', 'a']);
    expect(done).toEqual(['a']);
  });

  test('of a closed file are never made', async () => {
    const { queue, begun, done, pass, end } = queueOf(['b']);
    queue.renew(a, 0);
    queue.renew(b, 0);
    pass(0);
    await turns();
    queue.drop(a);
    queue.drop(b);
    await end();
    expect(begun.slice(-1)).toEqual(['b']);
    expect(done).toEqual([]);
  });

  test('end with the queue', async () => {
    const { queue, begun, done, pass, end } = queueOf([]);
    queue.renew(a, 0);
    queue.renew(b, 0);
    queue.renew(c, 275);
    pass(0);
    queue.dispose();
    pass(275);
    await end();
    expect(begun).toEqual(['a']);
    expect(done).toEqual([]);
  });
});
