import { describe, expect, test } from 'vitest';
import { HTTP_SERVICE as SERVER } from '../http-service.ts';
import { AnalysingPredictor } from './analysing-predictor.ts';
import { Editor, WORKSPACE } from './editor.ts';

/** Writes 64 MiB over and over, for a second and a half of every eight. */
const INTERVAL = `const data = new Float64Array(1 << 23);

function refresh() {
  for (let round = 0; round < 150; round++) for (let i = 0; i < data.length; i++) data[i] += round;
}

setInterval(refresh, 8000);
`;

/** An operator who forces what is not done in two seconds. */
const files = {
  [`${WORKSPACE}/migration-tags.json`]: JSON.stringify({
    vm: { memory: '512MiB', touched: '220MiB', nonZero: '160MiB' },
    link: { bandwidth: '2.5Gbit/s' },
    migration: { downtimeLimit: '50ms', timeout: '2s', onTimeout: 'force' },
    request: { at: 'uniform', deadline: '2min' },
  }),
};

const open = async (text: string) => {
  const editor = await Editor.start({ files, predictor: new AnalysingPredictor() });
  const document = await editor.open('main.mjs', text);
  await editor.pause();
  return { editor, document };
};

describe('a server in the editor', () => {
  test('is asked for its requests at the handler, and a fix writes an answer to correct', async () => {
    const { editor, document } = await open(SERVER);
    const [diagnostic, ...others] = await document.diagnostics();
    expect(others).toEqual([]);
    expect(diagnostic).toMatchObject({ code: 'unknown-calls', severity: 4 });
    expect(diagnostic && document.textAt(diagnostic.range)).toContain('function handle');
    const [fix] = await document.actions('function handle', ['quickfix']);
    const answered = document.after(fix?.edit);
    expect(answered).toContain('// @migrate assume calls=100/s\nfunction handle');
    await document.replace(SERVER, answered);
    await editor.pause();
    expect(await document.diagnostics()).toEqual([]);
  });

  test('tells on hover what one call of its handler does, whether or not that is known', async () => {
    const { document } = await open(SERVER);
    const text = JSON.stringify((await document.hover('function handle'))?.contents);
    expect(text).toMatch(/One run lasts\*\* [\d.]+ (µs|ms)/);
  });
});

describe('an interval in the editor', () => {
  test('has a lens that offers to keep migrations out of hot calls, with what it saves', async () => {
    const { document } = await open(INTERVAL);
    expect(await document.lenses()).toEqual([
      expect.stringMatching(/^2: Add @migrate withdraw · .*saves \d+/),
    ]);
  });
});
