/** What a translation of the extension translates. English is the only language shipped. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ts } from 'ts-morph';
import { SCAN_LIMIT, SWITCHES } from '../server/src/lsp/settings/settings-table.ts';

const root = path.resolve(import.meta.dirname, '..');
const clientSources = path.join(root, 'client/src');
/** What they say reaches the editor as messages, which the server translates. */
const serverSources = ['server/src', 'simulator/src'].map((folder) => path.join(root, folder));

const sourceFiles = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => path.join(folder, file));

const bundleOf = (messages: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries([...new Set(messages)].sort().map((message) => [message, message]));

/** l10n/bundle.l10n.json: everything said in an editor, each its own key. */
export const translatableMessages = (): Readonly<Record<string, string>> =>
  bundleOf([...Object.keys(clientMessages()), ...Object.keys(serverMessages())]);

/** The templates of the messages that the server's source holds, gaps numbered as `say` numbers them. */
export const serverMessages = (): Readonly<Record<string, string>> =>
  bundleOf(serverSources.flatMap(sourceFiles).flatMap((file) => saidIn(readFileSync(file, 'utf8'), file)));

const saidIn = (source: string, file: string): readonly string[] => {
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

/** The messages in the client's source and those of the list of switches, each its own key. */
export const clientMessages = (): Readonly<Record<string, string>> => {
  const messages = sourceFiles(clientSources).flatMap((file) => messagesIn(readFileSync(file, 'utf8'), file));
  return bundleOf([...messages, ...SWITCHES.flatMap(({ title, description }) => [title, description])]);
};

/** But for those that take a string of the table. */
const CALL = /\bl10n\.t\((?!title\)|description\))/g;
const CALL_WITH_LITERAL = /\bl10n\.t\(\s*'((?:[^'\\]|\\.)*)'/g;

const messagesIn = (source: string, file: string): readonly string[] => {
  const found = [...source.matchAll(CALL_WITH_LITERAL)].map(([, message = '']) =>
    message.replaceAll("\\'", "'"),
  );
  const calls = [...source.matchAll(CALL)].length;
  if (found.length !== calls) {
    throw new Error(`${file}: the first argument of l10n.t has to be a string literal in single quotes.`);
  }
  return found;
};

/** The part of package.nls.json that stands in the table of settings. */
export const settingStrings = (): Readonly<Record<string, string>> =>
  Object.fromEntries([...SWITCHES, SCAN_LIMIT].map(({ key, description }) => [settingKey(key), description]));

export const settingKey = (key: string): string => `setting.${key}`;
