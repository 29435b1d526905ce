import { type Message, say } from '@migration-tags/simulator';
import type { SourceOutline } from '../../source/outline.ts';
import {
  BEGIN,
  BEGIN_DOCS,
  DIRECTIVES,
  type DirectiveName,
  FACT_NAMES,
  FACTS,
  MARKER,
  OPTIONS,
} from '../vocabulary.ts';
import { directiveCursor } from './cursor.ts';

export interface Parameter {
  /** As it stands in the signature's label. */
  readonly label: string;
  readonly documentation: Message;
}

export interface DirectiveSignature {
  readonly label: string;
  readonly documentation: Message;
  readonly parameters: readonly Parameter[];
  readonly activeParameter: number | null;
}

/** The form of the directive being written at an offset, and which part of it comes there. */
export const signatureAt = (outline: SourceOutline, offset: number): DirectiveSignature | null => {
  const cursor = directiveCursor(outline, offset);
  if (cursor?.at !== 'argument') return null;
  const { directive, before, typed } = cursor;
  const parameters = PARAMETERS[directive];
  return {
    label: [MARKER, directive, ...parameters.map(({ label }) => label)].join(' '),
    documentation: DIRECTIVES[directive],
    parameters,
    activeParameter: activeParameter(directive, before, typed, parameters),
  };
};

const TAG: readonly Parameter[] = [
  { label: `[${BEGIN}]`, documentation: BEGIN_DOCS },
  { label: '[label]', documentation: say`A name for the region or tag.` },
  { label: '[downtime<=DURATION]', documentation: OPTIONS.downtime.docs },
  { label: '[because=range|frequency]', documentation: OPTIONS.because.docs },
];

const PARAMETERS: Readonly<Record<DirectiveName, readonly Parameter[]>> = {
  approve: TAG,
  withdraw: TAG,
  end: [{ label: '[label]', documentation: say`The label of the region that ends here.` }],
  assume: FACT_NAMES.map((name) => ({
    label: `[${name}=${FACTS[name].example}]`,
    documentation: FACTS[name].docs,
  })),
  ignore: [
    { label: 'RULE', documentation: say`The rule to suppress, as its finding names it.` },
    { label: 'reason', documentation: say`Why, in any words.` },
  ],
};

const activeParameter = (
  directive: DirectiveName,
  before: readonly string[],
  typed: string,
  parameters: readonly Parameter[],
): number | null => {
  const named = /^(\w+)(?:<?=)/.exec(typed)?.[1];
  if (named !== undefined) {
    const index = parameters.findIndex(({ label }) => label.startsWith(`[${named}`));
    return index < 0 ? null : index;
  }
  if (directive === 'assume') return null;
  if (directive === 'end') return 0;
  if (directive === 'ignore') return Math.min(before.length, 1);
  return before.length === 0 ? 0 : before.length === 1 && before[0] === BEGIN ? 1 : null;
};
