import { type Message, type Problem, say } from '@migration-tags/simulator';
import {
  findNodeAtLocation,
  getNodeValue,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser';
import type { Span } from '../source/span.ts';
import { type Configuration, defaultConfiguration, readConfiguration } from './configuration.ts';

export const CONFIGURATION_FILE = 'migration-tags.json';

export interface PlacedProblem {
  readonly span: Span;
  /** Field by field from the root, `vm.memory`; empty for the whole file. */
  readonly field: string;
  readonly message: Message;
}

/** Reads migration-tags.json, comments and trailing commas allowed; over `defaults`. Never throws. */
export const readConfigurationFile = (
  text: string,
  defaults: Configuration = defaultConfiguration,
): { readonly configuration: Configuration; readonly problems: readonly PlacedProblem[] } => {
  const syntaxErrors: ParseError[] = [];
  const root = parseTree(text, syntaxErrors, { allowTrailingComma: true });
  const value: unknown = root ? getNodeValue(root) : {};
  const { configuration, problems } = readConfiguration(value, defaults);
  // One error in the syntax tends to bring others; the first tells the place.
  const syntaxProblems = syntaxErrors.slice(0, 1).map(({ error, offset, length }) => ({
    span: { start: offset, end: offset + length },
    field: '',
    message: say`not valid JSON: ${spaced(printParseErrorCode(error)).toLowerCase()}`,
  }));
  // Half-typed JSON also lacks fields; only what is wrong with its syntax is worth saying.
  if (syntaxProblems.length > 0) return { configuration, problems: syntaxProblems };
  return { configuration, problems: problems.map((problem) => placed(problem, root, text)) };
};

const placed = ({ path, message }: Problem, root: Node | undefined, text: string): PlacedProblem => {
  const node = root && innermost(root, path);
  const span = node ? { start: node.offset, end: node.offset + node.length } : { start: 0, end: text.length };
  return { span, field: path.join('.'), message };
};

/** The node at the path, or the nearest one around where it is missing. */
const innermost = (root: Node, path: Problem['path']): Node => {
  for (let length = path.length; length > 0; length--) {
    const node = findNodeAtLocation(root, path.slice(0, length));
    if (node) return node.parent?.type === 'property' ? node.parent : node;
  }
  return root;
};

const spaced = (code: string): string =>
  code.replace(/(?<=.)([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);
