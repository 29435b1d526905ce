/** Writes the generated parts of package.json; client/test/manifest.test.ts fails when they are out of date. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { settingsContribution } from './settings-contribution.ts';

const file = path.resolve(import.meta.dirname, '../package.json');
const manifest = JSON.parse(readFileSync(file, 'utf8'));
manifest.contributes.configuration = settingsContribution();
writeFileSync(file, `${JSON.stringify(manifest, null, 2)}\n`);
