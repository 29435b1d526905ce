/**
 * Writes the generated parts of the manifest and its strings; client/test/manifest.test.ts fails when they are out of date.
 * Translations keep what is still said, and what they lack is named.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { settingsContribution } from './settings-contribution.ts';
import { settingStrings, translatableMessages } from './translatable-strings.ts';

const root = path.resolve(import.meta.dirname, '..');
const read = (name: string) => JSON.parse(readFileSync(path.join(root, name), 'utf8'));
const write = (name: string, content: unknown): void =>
  writeFileSync(path.join(root, name), `${JSON.stringify(content, null, 2)}\n`);

const manifest = read('package.json');
manifest.contributes.configuration = settingsContribution();
write('package.json', manifest);
write('package.nls.json', { ...read('package.nls.json'), ...settingStrings() });
mkdirSync(path.join(root, 'l10n'), { recursive: true });
const messages = translatableMessages();
write('l10n/bundle.l10n.json', messages);
for (const file of readdirSync(path.join(root, 'l10n')).filter((name) =>
  /\.l10n\.[\w-]+\.json$/.test(name),
)) {
  const translation = read(`l10n/${file}`);
  const said = Object.keys(messages).filter((message) => message in translation);
  write(`l10n/${file}`, Object.fromEntries(said.map((message) => [message, translation[message]])));
  for (const message of Object.keys(messages)) {
    if (!(message in translation)) console.log(`${file} lacks: ${message}`);
  }
}
