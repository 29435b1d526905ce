import { isRecord, type Message, say, type TagType, type Translate } from '@migration-tags/simulator';
import { type CodeAction, CodeActionKind, type Range, type WorkspaceEdit } from 'vscode-languageserver-types';
import type { Configuration } from '../../configuration/configuration.ts';
import type { Span } from '../../source/span.ts';
import type { TextEdit } from '../../source/text-edit.ts';
import { insertPlainTag, removeTag } from '../../tags/index.ts';
import type { OpenDocument } from '../documents/open-document.ts';
import { firstLine, suggestedRegions } from '../documents/suggested-regions.ts';
import { DIAGNOSTIC_SOURCE, findingsOf, SUGGESTION_RULE } from './diagnostics.ts';
import { wrapInPlainRegion } from './tag-edits.ts';
import { milliseconds } from './wording.ts';
import { workspaceEdit } from './workspace-edit.ts';

/** "Fix all" of this extension alone, for `editor.codeActionsOnSave`. */
export const FIX_ALL_KIND = 'source.fixAll.migrationTags';

export const CODE_ACTION_KINDS = [
  CodeActionKind.QuickFix,
  CodeActionKind.RefactorRewrite,
  FIX_ALL_KIND,
] as const;

/** Changes of the whole file. An editor asks for actions at each key, and almost never for the edits of these. */
const REWRITES = ['tag-suggested', 'remove-tags'] as const;

type Rewrite = (typeof REWRITES)[number];

/** What an action without its edit carries to its resolution. */
interface RewriteData {
  /** `OpenDocument.number`. */
  readonly document: number;
  readonly rewrite: Rewrite;
}

/** Actions come back from the editor: their data is checked before it is trusted. */
export const isRewriteData = (data: unknown): data is RewriteData =>
  isRecord(data) && typeof data.document === 'number' && REWRITES.some((rewrite) => data.rewrite === rewrite);

/** What the asker wants: the kinds, in which language, and whether edits of whole files can wait for `codeAction/resolve`. */
export interface Asked {
  readonly only: readonly string[] | undefined;
  readonly translate: Translate;
  readonly resolvesEdits: boolean;
}

/** What can be done about the findings that a range touches. */
export const codeActions = (
  document: OpenDocument,
  configuration: Configuration,
  range: Range,
  { only, translate, resolvesEdits }: Asked,
): CodeAction[] => {
  const wanted = (kind: string): boolean =>
    only === undefined
      ? kind !== FIX_ALL_KIND
      : only.some((asked) => kind === asked || kind.startsWith(`${asked}.`));
  const at = document.span(range);
  return [
    ...(wanted(CodeActionKind.QuickFix)
      ? [...quickFixes(document, configuration, at, translate), ...suggestedTags(document, at, translate)]
      : []),
    ...(wanted(CodeActionKind.RefactorRewrite)
      ? [...wrappings(document, at, translate), ...rewrites(document, resolvesEdits, translate)]
      : []),
    ...(wanted(FIX_ALL_KIND) ? fixAll(document, configuration, translate) : []),
  ];
};

const quickFixes = (
  document: OpenDocument,
  configuration: Configuration,
  at: Span,
  translate: Translate,
): CodeAction[] =>
  findingsOf(document, configuration)
    .filter(({ span }) => span.start <= at.end && at.start <= span.end)
    .flatMap(({ rule, span, message, fixes }) =>
      fixes.map(({ title, preferred, edits }) => ({
        title: translate(title),
        kind: CodeActionKind.QuickFix,
        isPreferred: preferred,
        diagnostics: [
          { range: document.range(span), code: rule, source: DIAGNOSTIC_SOURCE, message: translate(message) },
        ],
        edit: workspaceEdit(document, edits),
      })),
    );

/** The preferred fix of each finding, but for those that would touch what another already changes. */
const fixAll = (document: OpenDocument, configuration: Configuration, translate: Translate): CodeAction[] => {
  const edits: TextEdit[] = [];
  for (const { fixes } of findingsOf(document, configuration)) {
    const fix = fixes.find(({ preferred }) => preferred);
    if (fix && !fix.edits.some((edit) => edits.some((taken) => overlaps(edit.span, taken.span)))) {
      edits.push(...fix.edits);
    }
  }
  if (edits.length === 0) return [];
  const title = translate(say`Fix all migration tags`);
  return [{ title, kind: FIX_ALL_KIND, edit: workspaceEdit(document, edits) }];
};

/** A suggested tag or region, on the line it would go above. */
const suggestedTags = (document: OpenDocument, at: Span, translate: Translate): CodeAction[] =>
  suggestions(document)
    .filter(({ head }) => overlaps(head, at))
    .map(({ title, head, savedDowntimeMs, edits }) => ({
      title: translate(
        savedDowntimeMs === null ? title : say`${title} \u00b7 saves ${milliseconds(savedDowntimeMs)}`,
      ),
      kind: CodeActionKind.QuickFix,
      isPreferred: true,
      diagnostics: [
        { range: document.range(head), code: SUGGESTION_RULE, source: DIAGNOSTIC_SOURCE, message: '' },
      ],
      edit: workspaceEdit(document, edits),
    }));

const wrappings = (document: OpenDocument, at: Span, translate: Translate): CodeAction[] => {
  const wrap = (title: Message, tag: TagType): CodeAction[] => {
    const edits = document.syntax && wrapInPlainRegion(document.syntax.outline, at, tag);
    return edits === null
      ? []
      : [
          {
            title: translate(title),
            kind: CodeActionKind.RefactorRewrite,
            edit: workspaceEdit(document, edits),
          },
        ];
  };
  if (at.start === at.end) return [];
  return [
    ...wrap(say`Wrap selection in an approve region`, 'approve'),
    ...wrap(say`Wrap selection in a withdraw region`, 'withdraw'),
  ];
};

const REWRITE_TITLES: Readonly<Record<Rewrite, Message>> = {
  'tag-suggested': say`Tag all suggested entities`,
  'remove-tags': say`Remove all migration tags`,
};

const rewrites = (document: OpenDocument, resolvesEdits: boolean, translate: Translate): CodeAction[] =>
  REWRITES.filter((rewrite) => changesAny(document, rewrite)).map((rewrite) => ({
    title: translate(REWRITE_TITLES[rewrite]),
    kind: CodeActionKind.RefactorRewrite,
    ...(resolvesEdits
      ? { data: { document: document.number, rewrite } satisfies RewriteData }
      : { edit: rewriteEdit(document, rewrite) }),
  }));

const changesAny = (document: OpenDocument, rewrite: Rewrite): boolean => {
  switch (rewrite) {
    case 'tag-suggested':
      return suggestions(document).length > 0;
    case 'remove-tags':
      return (document.syntax?.sheet.tags.length ?? 0) > 0;
  }
};

/** Of the text as it is now. */
export const rewriteEdit = (document: OpenDocument, rewrite: Rewrite): WorkspaceEdit => {
  const { syntax } = document;
  switch (rewrite) {
    case 'tag-suggested':
      return workspaceEdit(
        document,
        suggestions(document).flatMap(({ edits }) => edits),
      );
    case 'remove-tags':
      return workspaceEdit(
        document,
        syntax ? syntax.sheet.tags.flatMap((tag) => removeTag(syntax.outline, syntax.sheet, tag)) : [],
      );
  }
};

interface Suggestion {
  readonly title: Message;
  readonly head: Span;
  readonly savedDowntimeMs: number | null;
  readonly edits: readonly TextEdit[];
}

const suggestions = (document: OpenDocument): readonly Suggestion[] => [
  ...entitySuggestions(document),
  ...regionSuggestions(document),
];

const regionSuggestions = (document: OpenDocument): readonly Suggestion[] =>
  suggestedRegions(document.syntax, document.forecast).flatMap(({ tag, statements, savedDowntimeMs }) => {
    const edits = document.syntax && wrapInPlainRegion(document.syntax.outline, statements, tag);
    if (!edits) return [];
    const title = say`Add \`@migrate ${tag} begin\` \u2026 \`end\``;
    return [{ title, head: firstLine(document.syntax, statements), savedDowntimeMs, edits }];
  });

const entitySuggestions = (document: OpenDocument): readonly Suggestion[] => {
  const { syntax, forecast, anchors } = document;
  if (!syntax) return [];
  return anchors.flatMap((anchor) => {
    if (anchor.kind !== 'suggested') return [];
    const entity = syntax.outline.entities.find(({ span }) => span.start === anchor.subject.start);
    if (!entity) return [];
    const saved = forecast?.suggestions.find(({ span }) => span.start === anchor.span.start)?.savedDowntimeMs;
    return [
      {
        title: say`Add \`@migrate ${anchor.tag}\``,
        head: entity.head,
        savedDowntimeMs: saved ?? null,
        edits: insertPlainTag(syntax.outline, entity.index, anchor.tag),
      },
    ];
  });
};

const overlaps = (a: Span, b: Span): boolean => a.start <= b.end && b.start <= a.end;
