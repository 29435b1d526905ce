/** What a translation of the extension translates. English is the only language shipped. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { SCAN_LIMIT, SWITCHES } from '../server/src/lsp/settings/settings-table.ts';

const clientSources = path.resolve(import.meta.dirname, '../client/src');

/** l10n/bundle.l10n.json: the messages in the client's source and those of the list of switches, each its own key. */
export const clientMessages = (): Readonly<Record<string, string>> => {
  const messages = readdirSync(clientSources, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => messagesIn(readFileSync(path.join(clientSources, file), 'utf8'), file))
    .concat(SWITCHES.flatMap(({ title, description }) => [title, description]));
  return Object.fromEntries([...new Set(messages)].sort().map((message) => [message, message]));
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
