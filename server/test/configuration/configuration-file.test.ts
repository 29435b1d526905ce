import { inEnglish } from '@migration-tags/simulator';
import { describe, expect, test } from 'vitest';
import { defaultConfiguration } from '../../src/configuration/configuration.ts';
import { readConfigurationFile } from '../../src/configuration/configuration-file.ts';

const problemsIn = (text: string): readonly string[] =>
  readConfigurationFile(text).problems.map(
    ({ span, field, message }) => `${text.slice(span.start, span.end)} — ${field}: ${inEnglish(message)}`,
  );

describe('a problem stands at its field, says what was expected, and what was found', () => {
  test.each([
    ['{"link": {"bandwidth": "fast"}}', '"bandwidth": "fast"', 'link.bandwidth', 'fast'],
    [
      '{"budget": {"downtimeP95": 50}}',
      '"downtimeP95": 50',
      'budget.downtimeP95',
      'expected a duration such as "50ms"',
    ],
    [
      '{"budget": {"p95": "50ms"}}',
      '"p95": "50ms"',
      'budget.p95',
      'expected downtimeP50, downtimeP95, tolerance',
    ],
    [
      '{"rules": {"hot-aprove": "off"}}',
      '"hot-aprove": "off"',
      'rules.hot-aprove',
      'did you mean "hot-approve"?',
    ],
    [
      '{"rules": {"hot-approve": "loud"}}',
      '"hot-approve": "loud"',
      'rules.hot-approve',
      'expected one of error, warning',
    ],
    ['{"runtime": {"name": "node9"}}', '"name": "node9"', 'runtime.name', 'expected one of node18'],
  ])('%s', (text, place, field, says) => {
    const [problem, ...others] = problemsIn(text);
    expect(others).toEqual([]);
    expect(problem).toContain(`${place} — ${field}: `);
    expect(problem).toContain(says);
  });
});

test('what is in order holds beside what is not', () => {
  const text =
    '{ // strict\n "rules": {"hot-aprove": "off", "distant-tag": "error"}, "budget": {"downtimeP95": "50ms"}, }';
  const { configuration } = readConfigurationFile(text);
  expect(configuration.severities).toEqual({ 'distant-tag': 'error' });
  expect(configuration.budget.downtimeP95Seconds).toBeCloseTo(0.05);
  expect(readConfigurationFile('{"budget": 3}').configuration.budget).toEqual(defaultConfiguration.budget);
});
