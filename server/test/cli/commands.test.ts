import { exactly } from '@migration-tags/simulator';
import { describe, expect, test } from 'vitest';
import { region } from '../preview/sample-profiles.ts';
import { describedAnalyzer } from './described-analyzer.ts';
import { runInMemory } from './memory-io.ts';

const SOURCE = `function solve() {
  return 1;
}

function checkpoint() {
  return 2;
}
`;

/** Small and fast, so that a test simulates in milliseconds; an operator's time-out forces what is not done. */
const ENVIRONMENT = JSON.stringify({
  vm: { memory: '64MiB', touched: '64MiB', nonZero: '64MiB' },
  link: { bandwidth: '800Mbit/s' },
  migration: { downtimeLimit: '100ms', timeout: '3s', onTimeout: 'force' },
  request: { deadline: '60s' },
});

const HOT = { writes: [region(48, 40_000, 'random')], durationSeconds: exactly(6) };
const QUIET = { writes: [region(1, 100)], durationSeconds: exactly(6) };

const project = (
  files: Readonly<Record<string, string>> = {},
  described: Parameters<typeof describedAnalyzer>[0] = { solve: HOT, checkpoint: QUIET },
) => ({
  files: { 'main.ts': SOURCE, 'migration-tags.json': ENVIRONMENT, ...files },
  analyzer: (host: Parameters<typeof describedAnalyzer>[1]) => describedAnalyzer(described, host),
});

const parsed = (text: string): unknown => JSON.parse(text);

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;

describe('analyze', () => {
  test('--json gives every entity with its figures and verdict', async () => {
    const { code, stdout, stderr } = await runInMemory(['analyze', '--json', 'main.ts'], project());
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(parsed(stdout)).toMatchObject({
      schema: 1,
      entities: [
        {
          file: 'main.ts',
          name: 'solve',
          kind: 'function',
          start: { line: 0, character: 0 },
          end: { line: 2, character: 1 },
          durationMs: exactly(6000),
          ratePagesPerSecond: exactly(40_000),
          pagesPerCall: null,
          verdict: 'hot',
          neededMs: null,
          longEnough: null,
          source: 'estimate',
          tag: null,
        },
        { name: 'checkpoint', verdict: 'low-range', longEnough: true, neededMs: expect.any(Number) },
      ],
    });
  });

  test('what is not known is null, never 0', async () => {
    const world = project({ 'main.ts': 'function mystery() {}\n' });
    const { stdout } = await runInMemory(['analyze', '--json', 'main.ts'], world);
    expect(parsed(stdout)).toMatchObject({
      entities: [
        {
          durationMs: null,
          rangePages: null,
          ratePagesPerSecond: null,
          verdict: 'unknown',
          neededMs: null,
          longEnough: null,
        },
      ],
    });
  });

  test('the table fits 80 columns and is plain text away from a terminal', async () => {
    const { stdout } = await runInMemory(['analyze', '.'], project());
    expect(stdout).toContain('solve');
    expect(stdout).not.toContain('\u001b');
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });

  test('colour on a terminal, none under NO_COLOR', async () => {
    const onTerminal = { ...project(), columns: 100 };
    expect((await runInMemory(['analyze', '.'], onTerminal)).stdout).toContain('\u001b[');
    const plain = { ...onTerminal, environmentVariables: { NO_COLOR: '1' } };
    expect((await runInMemory(['analyze', '.'], plain)).stdout).not.toContain('\u001b[');
  });

  test('walking a directory skips installed, generated and declared code; what cannot be read is said', async () => {
    const world = project({
      'src/a.tsx': 'const a = () => <b/>;',
      'src/a.d.ts': 'declare function no(): void;',
      'src/a.min.js': 'function no(){}',
      'node_modules/x/index.js': 'function no() {}',
      'dist/bundle.js': 'function no() {}',
      '.cache/x.js': 'function no() {}',
      'src/nul.js': '\0',
    });
    const { code, stdout, stderr } = await runInMemory(['analyze', '--json', '.'], world);
    expect(code).toBe(0);
    expect(new Set([...stdout.matchAll(/"file": "(.*)"/g)].map(([, file]) => file))).toEqual(
      new Set(['main.ts', 'src/a.tsx']),
    );
    expect(stderr).toMatch(/^migration-tags: left out: src\/nul\.js: /);
  });
});

test('half-typed source is analysed as far as it goes, and said to be half-typed', async () => {
  const world = project({ 'main.ts': `${SOURCE}function half( {` });
  const { code, stdout, stderr } = await runInMemory(['analyze', 'main.ts'], world);
  expect(code).toBe(0);
  expect(stdout).toContain('checkpoint');
  expect(stderr).toMatch(/^migration-tags: main\.ts:8:\d+: syntax error: /);
});

describe('preview', () => {
  test('prints entities, outcomes with tags off and on, the policy, and how to go on, in 80 columns', async () => {
    const tagged = SOURCE.replace('function checkpoint', '// @migrate approve\nfunction checkpoint');
    const { code, stdout, stderr } = await runInMemory(['preview', '.'], project({ 'main.ts': tagged }));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^6 checkpoint .* low-range .* approve$/m);
    expect(stdout).toMatch(/^One migration +tags off +tags on +best start$/m);
    for (const row of [
      'Downtime, median',
      'Downtime, 95 %',
      'Migration time',
      'Traffic',
      'Task time',
      'Waiting for the start',
    ]) {
      expect(stdout).toMatch(new RegExp(`^${row} +\\S.*\\S$`, 'm'));
    }
    expect(stdout).toContain('Policy: qemu-precopy at 800 Mbit/s');
    expect(stdout).toContain('npm run editor');
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });

  test('--json holds a scenario that `simulate` takes and agrees with', async () => {
    const preview = await runInMemory(['preview', '--json', 'main.ts'], project());
    const document = parsed(preview.stdout);
    expect(document).toMatchObject({ schema: 1, entities: [{ name: 'solve' }, { name: 'checkpoint' }] });
    const simulated = await runInMemory(['simulate', '--json', 'scenario.json'], {
      files: { 'scenario.json': JSON.stringify(field(document, 'scenario')) },
    });
    expect(simulated.code).toBe(0);
    expect(parsed(simulated.stdout)).toEqual({ schema: 1, outcomes: field(document, 'outcomes') });
  });

  test('an unknown workload is asked about, not made up', async () => {
    const unknown = { solve: { writes: null, durationSeconds: exactly(1) }, checkpoint: QUIET };
    const { code, stdout } = await runInMemory(['preview', 'main.ts'], project({}, unknown));
    expect(code).toBe(0);
    expect(stdout).toMatch(/main\.ts:1: `solve`: what it writes .* is not\s+known/s);
    const json = await runInMemory(['preview', '--json', 'main.ts'], project({}, unknown));
    expect(parsed(json.stdout)).toMatchObject({
      scenario: null,
      outcomes: null,
      questions: [{ file: 'main.ts' }],
    });
  });

  test('--html writes one page that holds the document and cannot be broken out of', async () => {
    const world = project({
      'main.ts': SOURCE.replaceAll('solve', 'solve$'),
      '/installed/dist/preview-page.js': 'document.title = "</script><b>";',
    });
    const { code, files } = await runInMemory(['preview', '--html', 'out/report.html', 'main.ts'], world);
    expect(code).toBe(0);
    const page = files.get('/project/out/report.html') ?? '';
    expect(page.match(/<\/script>/g)).toHaveLength(3);
    const embedded = /<script type="application\/json"[^>]*>(.*?)<\/script>/s.exec(page)?.[1] ?? '';
    expect(parsed(embedded)).toMatchObject({ schema: 1, entry: 'main.ts' });
  });

  test('--html without a built page says what to do', async () => {
    const { code, stderr } = await runInMemory(['preview', '--html', 'x.html', 'main.ts'], project());
    expect(code).toBe(2);
    expect(stderr).toMatch(/preview-page\.js: is missing.*npm run build/);
  });
});

describe('suggest', () => {
  test('--json ranks the tags by what they save', async () => {
    const { code, stdout } = await runInMemory(['suggest', '--json', 'main.ts'], project());
    expect(code).toBe(0);
    expect(parsed(stdout)).toMatchObject({
      schema: 1,
      suggestions: [
        {
          file: 'main.ts',
          line: 4,
          tag: 'approve',
          text: '// @migrate approve',
          saves: {
            downtimeMs: expect.any(Number),
            taskMs: expect.any(Number),
            sentBytes: expect.any(Number),
          },
          why: expect.stringContaining('budget'),
        },
      ],
    });
  });

  test('what it writes, `check` has nothing to say against', async () => {
    // Shorter than a migration takes, so that only what the tag buys speaks for it.
    const described = { solve: HOT, checkpoint: { ...QUIET, durationSeconds: exactly(0.5) } };
    const { files } = await runInMemory(['suggest', '--write', 'main.ts'], project({}, described));
    const written = files.get('/project/main.ts') ?? '';
    expect(written).toContain('// @migrate approve');
    const world = project({ 'main.ts': written }, described);
    const { code, stdout } = await runInMemory(['check', 'main.ts'], world);
    expect(stdout).toContain('Nothing to report');
    expect(code).toBe(0);
  });

  test('--write puts them into the source; a second time changes nothing', async () => {
    const first = await runInMemory(['suggest', '--write', 'main.ts'], project());
    const written = first.files.get('/project/main.ts') ?? '';
    expect(written).toContain('// @migrate approve\nfunction checkpoint');
    expect(first.stderr).toBe('migration-tags: wrote main.ts\n');
    const second = await runInMemory(['suggest', '--write', 'main.ts'], project({ 'main.ts': written }));
    expect(second.files.get('/project/main.ts')).toBe(written);
    expect(second.stdout).toContain('no tag would save more than it costs');
    expect(second.stderr).toBe('');
  });

  test('--write leaves the rest of a file as it is: byte order mark and line ends', async () => {
    const windows = `\uFEFF${SOURCE.replaceAll('\n', '\r\n')}`;
    const { files } = await runInMemory(['suggest', '--write', 'main.ts'], project({ 'main.ts': windows }));
    const written = files.get('/project/main.ts') ?? '';
    expect(written.replace('// @migrate approve\r\n', '')).toBe(windows);
    expect(written).not.toBe(windows);
  });
});

describe('check', () => {
  test('runs no code that carries no directive', async () => {
    const world = project();
    const analyzer = (host: Parameters<typeof describedAnalyzer>[1]) => ({
      ...world.analyzer(host),
      timeline: () => {
        throw new Error('The program was run.');
      },
    });
    const { code, stdout } = await runInMemory(['check', 'main.ts'], { ...world, analyzer });
    expect(stdout).toBe('Nothing to report in 1 file.\n');
    expect(code).toBe(0);
  });

  const misspelt = SOURCE.replace('function checkpoint', '// @migrate aprove\nfunction checkpoint');

  test('fine source exits 0', async () => {
    const { code, stdout } = await runInMemory(['check', '.'], project());
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'Nothing to report in 1 file.\n' });
  });

  test('an error exits 1, with its line underlined and the remedy', async () => {
    const { code, stdout } = await runInMemory(['check', 'main.ts'], project({ 'main.ts': misspelt }));
    expect(code).toBe(1);
    expect(stdout).toContain('main.ts:5:');
    expect(stdout).toMatch(/\n {2}5 \| \/\/ @migrate aprove\n {4}\| {13}\^{6}\n/);
    expect(stdout).toContain('1 error in 1 file.');
  });

  test('--json', async () => {
    const { code, stdout } = await runInMemory(
      ['check', '--json', 'main.ts'],
      project({ 'main.ts': misspelt }),
    );
    expect(code).toBe(1);
    expect(parsed(stdout)).toMatchObject({
      schema: 1,
      findings: [
        {
          file: 'main.ts',
          start: { line: 4, character: 12 },
          severity: 'error',
          rule: 'unknown-directive',
          fixes: [{ preferred: true }],
        },
      ],
    });
  });

  test('--format github annotates the line', async () => {
    const { stdout } = await runInMemory(
      ['check', '--format', 'github', 'main.ts'],
      project({ 'main.ts': misspelt }),
    );
    expect(stdout).toMatch(
      /^::error file=main\.ts,line=5,endLine=5,col=13,endColumn=19,title=unknown-directive::/,
    );
  });

  test('an unknown format is bad usage', async () => {
    const { code, stderr } = await runInMemory(['check', '--format', 'xml', 'main.ts'], project());
    expect(code).toBe(2);
    expect(stderr).toMatch(/Allowed choices are pretty, json, sarif, github/);
  });

  test('a budget turns a tag that breaks it into an error', async () => {
    const budget = { 'budget.json': '{"downtimeP95": "1ms"}' };
    const tagged = SOURCE.replace('function checkpoint', '// @migrate approve\nfunction checkpoint');
    const args = ['check', '--json', '--budget', 'budget.json', 'main.ts'];
    const { code, stdout } = await runInMemory(args, project({ 'main.ts': tagged, ...budget }));
    expect(code).toBe(1);
    expect(parsed(stdout)).toMatchObject({
      findings: [{ rule: 'downtime-budget', severity: 'error', start: { line: 4 } }],
    });
  });

  test('a broken budget names the file and the field', async () => {
    const args = ['check', '--budget', 'budget.json', 'main.ts'];
    const { code, stderr } = await runInMemory(args, project({ 'budget.json': '{"downtimeP95": 50}' }));
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: 'migration-tags: budget.json: downtimeP95: expected a duration such as "50ms"\n',
    });
  });

  test('a baseline excuses what it knows, not what is new, and reports a downtime that grew', async () => {
    const quietTagged = SOURCE.replace('function checkpoint', '// @migrate approve\nfunction checkpoint');
    const written = await runInMemory(
      ['check', '--write-baseline', 'baseline.json', 'main.ts'],
      project({ 'main.ts': quietTagged }),
    );
    const baseline = written.files.get('/project/baseline.json') ?? '';
    const check = (described: { solve: typeof HOT; checkpoint: typeof QUIET }, text: string) =>
      runInMemory(
        ['check', '--json', '--baseline', 'baseline.json', 'main.ts'],
        project({ 'main.ts': text, 'baseline.json': baseline }, described),
      );
    const same = await check({ solve: HOT, checkpoint: QUIET }, quietTagged);
    expect(parsed(same.stdout)).toEqual({ schema: 1, findings: [] });
    const worse = await check({ solve: HOT, checkpoint: HOT }, quietTagged);
    expect(worse.code).toBe(1);
    expect(worse.stdout).toContain('downtime-regression');
    const fresh = await check(
      { solve: HOT, checkpoint: QUIET },
      `${quietTagged}// @migrate aprove\nsolve();\n`,
    );
    expect(fresh.stdout).toContain('unknown-directive');
  });

  test('something that is no baseline is bad input', async () => {
    const { code, stderr } = await runInMemory(
      ['check', '--baseline', 'migration-tags.json', 'main.ts'],
      project(),
    );
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr:
        'migration-tags: migration-tags.json: is not a baseline; expected a file written by `check --write-baseline`.\n',
    });
  });

  test('the rules that need numbers get them', async () => {
    const tagged = SOURCE.replace('function solve', '// @migrate approve\nfunction solve').replace(
      'function checkpoint',
      '// @migrate approve downtime<=1ms\nfunction checkpoint',
    );
    const { code, stdout } = await runInMemory(
      ['check', '--json', 'main.ts'],
      project({ 'main.ts': tagged }),
    );
    expect(code).toBe(1);
    expect([...stdout.matchAll(/"rule": "(.*)"/g)].map(([, rule]) => rule)).toEqual(
      expect.arrayContaining(['hot-approve', 'contract-broken']),
    );
  });

  test('severities come from the configuration', async () => {
    const configuration = JSON.stringify({
      ...JSON.parse(ENVIRONMENT),
      rules: { 'unknown-directive': 'hint' },
    });
    const files = { 'main.ts': misspelt, 'migration-tags.json': configuration };
    expect(await runInMemory(['check', '--json', 'main.ts'], project(files))).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('"severity": "hint"'),
    });
  });
});
