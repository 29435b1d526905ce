import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { buildOutline } from '../../src/analysis/frontend/outline.ts';
import { syntaxFindings } from '../../src/rules/index.ts';
import { readTags } from '../../src/tags/index.ts';
import { expectationsOf, observed } from '../marked-fixture.ts';

const folder = path.join(import.meta.dirname, 'fixtures');

describe('findings stand where the fixtures mark them, and nowhere else', () => {
  test.each(readdirSync(folder).filter((name) => /\.[jt]sx?$/.test(name)))('%s', (name) => {
    const text = readFileSync(path.join(folder, name), 'utf8');
    const expected = expectationsOf(text);
    const outline = buildOutline(name, text);
    const found = syntaxFindings(outline, readTags(outline), {}).map((finding) => observed(text, finding));

    const place = ({ line, text: pointedAt, rule }: (typeof found)[number]) =>
      `${line}: ${rule} at "${pointedAt}"`;
    expect(found.map(place).sort()).toEqual(expected.map(place).sort());
    for (const { message, ...marker } of expected) {
      const messages = found.filter((finding) => place(finding) === place({ ...marker, message }));
      expect(messages.map((finding) => finding.message).join('\n')).toContain(message);
    }
  });
});
