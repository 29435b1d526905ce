import { readFileSync } from 'node:fs';
import path from 'node:path';
import { RULES, type Severities } from '../../src/rules/index.ts';
import type { ExampleFigures } from './example-measure.ts';

export const PAGES = path.join(import.meta.dirname, '../../../docs/rules');

export const pageOf = (name: string): string => readFileSync(path.join(PAGES, `${name}.md`), 'utf8');

export interface PageExample {
  readonly code: string;
  readonly figures: ExampleFigures | null;
}

/** The code under a heading of a rule's page, with the figures it is checked against. */
export const pageExample = (page: string, heading: 'Wrong' | 'Right'): PageExample => {
  const section = page.split(/^## /m).find((part) => part.startsWith(heading)) ?? '';
  const code = /```ts\n(.*?)```/s.exec(section)?.[1];
  if (code === undefined) throw new Error(`No example under "${heading}"`);
  const json = /```json\n(.*?)```/s.exec(section)?.[1];
  return { code, figures: json === undefined ? null : JSON.parse(json) };
};

/** Only for the page of a rule that is off by itself. */
export const switchedOn = (rule: string): Severities =>
  RULES.some(({ name, defaultSeverity }) => name === rule && defaultSeverity === 'off')
    ? { [rule]: 'warning' }
    : {};
