/** What a translation of the extension translates. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { inEnglish } from '@migration-tags/simulator';
import { ts } from 'ts-morph';
import { SCAN_LIMIT, SWITCHES } from '../server/src/lsp/settings/settings-table.ts';

const root = path.resolve(import.meta.dirname, '..');
/** What is said in an editor; the command line and its experiments speak English. */
const SAID_IN = ['client/src', 'client/webview', 'server/src', 'simulator/src'];
const SAID_ELSEWHERE = ['server/src/cli/', 'simulator/src/experiments/'];

/** l10n/bundle.l10n.json: the templates of all messages, gaps numbered as `say` numbers them, each its own key. */
export const translatableMessages = (): Readonly<Record<string, string>> => {
  const templates = SAID_IN.flatMap(sourceFiles).flatMap((file) =>
    templatesIn(readFileSync(path.join(root, file), 'utf8'), file),
  );
  return Object.fromEntries([...new Set(templates)].sort().map((template) => [template, template]));
};

const sourceFiles = (folder: string): readonly string[] =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => path.posix.join(folder, file))
    .filter((file) => file.endsWith('.ts') && !SAID_ELSEWHERE.some((other) => file.startsWith(other)));

const templatesIn = (source: string, file: string): readonly string[] => {
  const said: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTaggedTemplateExpression(node) && ts.isIdentifier(node.tag) && node.tag.text === 'say')
      said.push(templateText(node.template));
    ts.forEachChild(node, visit);
  };
  if (source.includes('say`')) visit(ts.createSourceFile(file, source, ts.ScriptTarget.Latest));
  return said;
};

const templateText = (template: ts.TemplateLiteral): string =>
  ts.isNoSubstitutionTemplateLiteral(template)
    ? template.text
    : template.templateSpans.reduce(
        (before, { literal }, index) => `${before}{${index}}${literal.text}`,
        template.head.text,
      );

/** The part of package.nls.json that stands in the table of settings. */
export const settingStrings = (): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...SWITCHES, SCAN_LIMIT].map(({ key, description }) => [settingKey(key), inEnglish(description)]),
  );

export const settingKey = (key: string): string => `setting.${key}`;
