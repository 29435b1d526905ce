import type { CodeEntity, SourceOutline } from '../../server/src/source/outline.ts';
import type { MicroRow } from './measured-rows.ts';

/** Offset of the first character of a line, counted from 1. */
export const lineStart = (text: string, line: number): number => {
  let offset = 0;
  for (let current = 1; current < line; current++) {
    const next = text.indexOf('\n', offset);
    if (next < 0) return text.length;
    offset = next + 1;
  }
  return offset;
};

const isFunction = ({ kind }: CodeEntity): boolean => kind === 'arrow' || kind === 'function';

/**
 * The entity that pages-micro.csv measured: the function that the factory in the row's `add(name, factory)` returns, be it
 * the factory's body or its `return` statement. `null` when the outline shows none.
 */
export const microEntity = (outline: SourceOutline, line: number): CodeEntity | null => {
  const { text, entities } = outline;
  const call = text.indexOf('add(', lineStart(text, line));
  const factory = entities.find((entity) => isFunction(entity) && entity.span.start > call);
  if (call < 0 || factory === undefined) return null;
  const inside = entities.filter(
    (entity) =>
      isFunction(entity) &&
      entity.span.start > factory.span.start &&
      entity.span.end <= factory.span.end &&
      /(?:=>\s*\(*|\breturn\s*)$/.test(text.slice(factory.span.start, entity.span.start)),
  );
  const isOutermost = (entity: CodeEntity): boolean =>
    !inside.some((other) => other.span.start < entity.span.start && entity.span.end <= other.span.end);
  return inside.filter(isOutermost).at(-1) ?? null;
};

/**
 * Several rows share one `add(…)` inside `for (const S of [...])`, told apart by the constant in the row's name. This binds
 * the constant: the same text, of the same length, with the list narrowed to the row's element.
 */
export const bindLoopConstant = (text: string, row: MicroRow): string => {
  const call = text.slice(lineStart(text, row.line));
  const template = /^\s*(?:for[^\n]*\n\s*)?add\(\s*`([^`]*)`/.exec(call)?.[1];
  const placeholder = template === undefined ? null : /\$\{(\w+)\}/.exec(template);
  if (template === undefined || placeholder === null) return text;
  const [whole, variable = ''] = placeholder;
  const [before = '', after = ''] = template.split(whole);
  const value = row.name.slice(before.length, row.name.length - after.length);

  const loops = [...text.matchAll(new RegExp(`for \\(const ${variable} of \\[([^\\]]*)\\]\\)`, 'g'))];
  const loop = loops.filter(({ index }) => index < lineStart(text, row.line + 1)).at(-1);
  const list = loop?.[1];
  if (loop === undefined || list === undefined) return text;
  const start = loop.index + loop[0].indexOf('[') + 1;
  return text.slice(0, start) + value.padEnd(list.length) + text.slice(start + list.length);
};
