import { describe, expect, test } from 'vitest';
import type { InlayHint } from 'vscode-languageserver-types';
import { SWITCHES } from '../../../src/lsp/settings/settings-table.ts';
import { Editor, type EditorDocument } from '../editor.ts';

const TEXT = `// @migrate approve
export function checkpoint() { return 1; }
export function solve() { return 2; }
// @migrate aprove
export function other() { return 3; }
`;

const SCRIPT = {
  checkpoint: { downtimeMs: 12 },
  solve: { downtimeMs: 5, suggest: 'withdraw', savesMs: 80 },
} as const;

/** `{ codeLens: { enabled: value } }` of `codeLens.enabled`. */
const nested = (key: string, value: unknown): unknown =>
  key.split('.').reduceRight<unknown>((inner, part) => ({ [part]: inner }), value);

/** What the user sees of each surface, in words. */
const seen = async (editor: Editor, document: EditorDocument) => {
  const lenses = await document.lenses();
  const problems = await document.diagnostics();
  const { uri } = document;
  return {
    codeLens: lenses.some((title) => title.includes('approve ·')),
    suggestions: lenses.some((title) => title.includes('Add @migrate')),
    diagnostics: problems.some(({ code }) => code === 'unknown-directive'),
    hover: (await document.hover('function checkpoint')) !== null,
    inlayHints: ((await document.ask<InlayHint[] | null>('textDocument/inlayHint', TEXT)) ?? []).length > 0,
    gutter: (await editor.connection.sendRequest<unknown[]>('migrationTags/marks', { uri })).length > 0,
    windows: (await editor.connection.sendRequest<unknown[]>('migrationTags/windows', null)).length > 0,
  };
};

const opened = async (settings: unknown = {}) => {
  const editor = await Editor.start({ script: SCRIPT, settings });
  const document = await editor.open('a.ts', TEXT);
  await editor.pause();
  return { editor, document };
};

const AS_INSTALLED = {
  codeLens: true,
  suggestions: true,
  diagnostics: true,
  hover: true,
  inlayHints: false,
  gutter: false,
  windows: true,
};

describe('a setting that is changed while the server runs', () => {
  test.each(
    SWITCHES.filter(({ surface }) => surface !== 'enabled'),
  )('$key takes effect at once, and again', async ({ key, surface, default: isOn }) => {
    const { editor, document } = await opened();
    expect(await seen(editor, document)).toEqual(AS_INSTALLED);
    const refreshes = editor.lensRefreshes;
    await editor.changeSettings(nested(key, !isOn));
    expect(editor.lensRefreshes).toBeGreaterThan(refreshes);
    await editor.pause();
    // Without lenses there are none to suggest in.
    const others = surface === 'codeLens' ? { suggestions: false } : {};
    expect(await seen(editor, document)).toEqual({ ...AS_INSTALLED, ...others, [surface]: !isOn });
    await editor.changeSettings({});
    await editor.pause();
    expect(await seen(editor, document)).toEqual(AS_INSTALLED);
  });

  test('enabled takes everything away, and brings it back', async () => {
    const { editor, document } = await opened();
    await editor.changeSettings({ enabled: false, inlayHints: { enabled: true } });
    expect(Object.values(await seen(editor, document))).not.toContain(true);
    await editor.changeSettings({ inlayHints: { enabled: true } });
    await editor.pause();
    expect(await seen(editor, document)).toEqual({ ...AS_INSTALLED, inlayHints: true });
  });

  test('environment is what is predicted in from now on', async () => {
    const { editor } = await opened();
    await editor.changeSettings({ environment: { migration: { downtimeLimit: '20ms' } } });
    await editor.pause();
    expect(editor.predictor.asked.at(-1)?.configuration.environment.migration.downtimeLimitSeconds).toBe(
      0.02,
    );
  });

  test.each(SWITCHES)('$key says so when it is neither true nor false, once, and counts as not set', async ({
    key,
  }) => {
    const { editor, document } = await opened();
    await editor.changeSettings(nested(key, 'on'));
    await editor.pause();
    expect(editor.messages).toEqual([
      expect.stringMatching(new RegExp(`^migrationTags\\.${key.replace('.', '\\.')}: \`"on"\` is neither`)),
    ]);
    expect(await seen(editor, document)).toEqual(AS_INSTALLED);
    await editor.changeSettings({ ...Object(nested(key, 'on')), environment: { vm: { memory: '8GiB' } } });
    expect(editor.messages).toHaveLength(1);
    await editor.changeSettings({});
    await editor.changeSettings(nested(key, 'on'));
    expect(editor.messages).toHaveLength(2);
  });
});
