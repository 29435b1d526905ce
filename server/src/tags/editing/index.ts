export { type Completion, completionsAt } from './completion.ts';
export { labelOccurrences, renameLabel } from './labels.ts';
export { type RegionSymbol, regionSymbols } from './regions.ts';
export { directiveTokens } from './semantic-tokens.ts';
export { type DirectiveSignature, signatureAt } from './signature.ts';
export { wordDocsAt } from './word-docs.ts';
