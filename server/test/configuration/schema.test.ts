import { readFileSync } from 'node:fs';
import path from 'node:path';
import { environmentToJson } from '@migration-tags/simulator';
import { describe, expect, test } from 'vitest';
import { defaultConfiguration, readConfiguration } from '../../src/configuration/configuration.ts';
import { RULES } from '../../src/rules/index.ts';

interface Schema {
  readonly $ref?: string | undefined;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly minimum?: number;
  readonly additionalProperties?: boolean;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly definitions?: Readonly<Record<string, Schema>>;
}

const schema: Schema = JSON.parse(
  readFileSync(path.join(import.meta.dirname, '../../../schemas/migration-tags.schema.json'), 'utf8'),
);

const resolved = (part: Schema): Schema =>
  part.$ref === undefined
    ? part
    : { ...schema.definitions?.[part.$ref.replace('#/definitions/', '')], ...part, $ref: undefined };

/** Values that the schema allows: every member of an enumeration, every alternative, every example. */
const allowed = (unresolved: Schema): readonly unknown[] => {
  const part = resolved(unresolved);
  if (part.anyOf) return part.anyOf.flatMap(allowed);
  if (part.const !== undefined) return [part.const];
  const given = [...(part.default === undefined ? [] : [part.default]), ...(part.examples ?? [])];
  if (part.enum) return [...part.enum];
  if (given.length > 0) return given;
  if (part.type === 'boolean') return [true, false];
  return [part.minimum ?? 1];
};

interface Leaf {
  readonly path: readonly string[];
  readonly value: unknown;
}

const leaves = (unresolved: Schema, at: readonly string[]): readonly Leaf[] => {
  const part = resolved(unresolved);
  return part.properties
    ? Object.entries(part.properties).flatMap(([key, inner]) => leaves(inner, [...at, key]))
    : allowed(part).map((value) => ({ path: at, value }));
};

const objects = (part: Schema, at: readonly string[]): readonly (readonly string[])[] =>
  part.properties
    ? [at, ...Object.entries(part.properties).flatMap(([key, inner]) => objects(inner, [...at, key]))]
    : [];

const nested = (at: readonly string[], value: unknown): unknown =>
  at.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);

const problemsOf = (input: unknown) => readConfiguration(input).problems;

/** Alone, a memory smaller than what is touched, or larger than it, would be wrong for another reason. */
const beside = (leaf: Leaf): unknown =>
  leaf.path[0] === 'vm' && leaf.path[1] !== 'memory'
    ? { vm: { memory: '64GiB', [leaf.path[1] ?? '']: leaf.value } }
    : nested(leaf.path, leaf.value);

describe('the schema of migration-tags.json', () => {
  test.each(
    leaves(schema, []).map((leaf) => [leaf.path.join('.'), leaf] as const),
  )('%s is read as it allows it', (_, leaf) => {
    expect(problemsOf(beside(leaf))).toEqual([]);
  });

  test.each(
    objects(schema, []).map((at) => [at.join('.') || 'the whole', at] as const),
  )('what it does not know in %s is a problem there', (_, at) => {
    const [problem] = problemsOf(nested([...at, 'nonsense'], 'x'));
    expect(problem?.path).toEqual([...at, 'nonsense']);
  });

  test('knows every field that is written, and every rule', () => {
    const known = new Set(leaves(schema, []).map(({ path: at }) => at.join('.')));
    const written = (value: unknown, at: readonly string[]): readonly string[] =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.entries(value).flatMap(([key, inner]) => written(inner, [...at, key]))
        : [at.join('.')];
    const fields = written(environmentToJson(defaultConfiguration.environment), []);
    expect(fields.filter((field) => !known.has(field))).toEqual([]);
    expect(RULES.map(({ name }) => `rules.${name}`).filter((rule) => !known.has(rule))).toEqual([]);
  });
});
