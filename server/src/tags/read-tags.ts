import type { Comment, SourceOutline } from '../source/outline.ts';
import type { Span } from '../source/span.ts';
import type { Directive, ParsedDirective } from './directive.ts';
import { lexComment } from './directive-lexer.ts';
import { parseDirective } from './directive-parser.ts';
import { type Placement, placementOf } from './placement.ts';
import type { TagProblem } from './problem.ts';
import { matchRegions, type PlacedDirective } from './regions.ts';
import { settingSpan } from './setting-span.ts';
import type { BoundAssumption, BoundTag, Suppression, TagSheet, TagTarget } from './tag-sheet.ts';

/** Parses every directive of a file and finds what it stands on. Total: whatever is wrong becomes a problem. */
export const readTags = (outline: SourceOutline): TagSheet => {
  const problems: TagProblem[] = [];
  const report = (problem: TagProblem): void => void problems.push(problem);
  const placed = placedDirectives(outline, report);
  const regions = matchRegions(placed, report);

  const tags: BoundTag[] = [];
  const assumptions: BoundAssumption[] = [];
  const suppressions: Suppression[] = [];

  const entityTarget = (
    { entity, bystander }: Placement,
    directive: Directive,
    span: Span,
  ): TagTarget | null => {
    if (entity === null) {
      report({ kind: 'unbound-tag', span, directive: directive.kind });
      return null;
    }
    if (bystander) {
      const { span: beside, trailing } = bystander;
      report({ kind: 'distant-tag', span, bystander: beside, trailing, entity });
    }
    return { kind: 'entity', entity };
  };

  placed.forEach(({ parsed, placement }, position) => {
    const { directive, span } = parsed;
    if (directive === null || directive.kind === 'end') return;
    if (directive.kind === 'tag') {
      const target = directive.begin ? regions.get(parsed) : entityTarget(placement, directive, span);
      if (target) tags.push(boundTag(directive, target, parsed, outline.text));
      return;
    }
    const region = regionAhead(placed, position);
    const target = region ? regions.get(region) : entityTarget(placement, directive, span);
    if (!target) return;
    if (directive.kind === 'assume') {
      assumptions.push({ facts: directive.facts, target, span });
    } else {
      const ruleSpan = parsed.words.find(({ role }) => role === 'rule')?.span ?? span;
      suppressions.push({ rule: directive.rule, ruleSpan, reason: directive.reason, target, span });
    }
  });
  const directives = placed.map(({ parsed }) => parsed);
  return { directives, tags, assumptions, suppressions, problems: problems.sort(byPlace) };
};

const byPlace = (a: TagProblem, b: TagProblem): number => a.span.start - b.span.start;

const placedDirectives = (
  outline: SourceOutline,
  report: (problem: TagProblem) => void,
): readonly PlacedDirective[] =>
  outline.comments.flatMap((comment, index) => {
    const directives = directivesOf(outline.text, comment, index, report);
    const placement = directives.length === 0 ? null : placementOf(outline, comment);
    if (placement === null) return [];
    return directives.map((parsed) => ({ parsed, placement, commentSpan: comment.span }));
  });

const directivesOf = (
  text: string,
  comment: Comment,
  index: number,
  report: (problem: TagProblem) => void,
): readonly ParsedDirective[] => {
  const { start, end } = comment.span;
  const faultless = faultlessDirectives(text.slice(start, end), comment.kind);
  if (faultless) return faultless.map((parsed) => placedAt(parsed, start, index));
  return lexComment(text, comment, index, report).map((found) => parseDirective(text, found, report));
};

/** By the text of their comment, as if it stood at the start of a file: at each key all comments of a file are read again. */
const known = new Map<string, readonly ParsedDirective[] | null>();
const MOST_KNOWN = 1000;

/** `null`: something is wrong in them, which has to be told at its place. */
const faultlessDirectives = (alone: string, kind: Comment['kind']): readonly ParsedDirective[] | null => {
  if (!alone.includes('@')) return [];
  const before = known.get(alone);
  if (before !== undefined) return before;
  const problems: TagProblem[] = [];
  const report = (problem: TagProblem): void => void problems.push(problem);
  const comment = { kind, span: { start: 0, end: alone.length } };
  const parsed = lexComment(alone, comment, 0, report).map((found) => parseDirective(alone, found, report));
  const faultless = problems.length > 0 ? null : parsed;
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(alone, faultless);
  return faultless;
};

const placedAt = (
  { directive, opensRegion, span, words }: ParsedDirective,
  start: number,
  comment: number,
): ParsedDirective => {
  const moved = (old: Span): Span => ({ start: old.start + start, end: old.end + start });
  return {
    directive,
    opensRegion,
    span: moved(span),
    comment,
    words: words.map(({ role, span: old }) => ({ role, span: moved(old) })),
  };
};

/** An `assume` or `ignore` in the same run of directives before a `begin` is about that region. */
const regionAhead = (placed: readonly PlacedDirective[], position: number): ParsedDirective | null => {
  const here = placed[position]?.placement;
  for (const { parsed, placement } of placed.slice(position + 1)) {
    const sameRun = here && placement.list === here.list && placement.nextItem === here.nextItem;
    if (!sameRun || placement.inside !== here.inside) return null;
    if (parsed.opensRegion) return parsed;
  }
  return null;
};

const boundTag = (
  directive: Extract<Directive, { kind: 'tag' }>,
  target: TagTarget,
  parsed: ParsedDirective,
  text: string,
): BoundTag => {
  const { type, label, downtimeSeconds, because } = directive;
  const option = (name: string): Span => settingSpan(parsed, name, text);
  return {
    type,
    target,
    span: parsed.span,
    label,
    downtimeContract:
      downtimeSeconds === null ? null : { seconds: downtimeSeconds, span: option('downtime') },
    because: because === null ? null : { reason: because, span: option('because') },
  };
};
