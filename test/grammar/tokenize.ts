import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { createOnigScanner, createOnigString, loadWASM } from 'vscode-oniguruma';
import textmate from 'vscode-textmate';

const require = createRequire(import.meta.url);
const root = path.resolve(import.meta.dirname, '../..');
const INJECTION = path.join(root, 'syntaxes/migration-tags.injection.json');

/** VS Code's scope of each language, and the file that holds its grammar. */
const GRAMMARS: Readonly<Record<string, string>> = {
  'source.ts': 'typescript',
  'source.tsx': 'tsx',
  'source.js': 'javascript',
  'source.js.jsx': 'jsx',
};

export interface Token {
  readonly text: string;
  /** Innermost last. */
  readonly scopes: readonly string[];
}

/** Tokenizes text as VS Code does with the extension installed; one list a line. */
export const tokenize = async (text: string, scope: string): Promise<readonly (readonly Token[])[]> => {
  const grammar = await (await registry()).loadGrammar(scope);
  if (!grammar) throw new Error(`There is no grammar for ${scope}.`);
  let state = textmate.INITIAL;
  return text.split('\n').map((line) => {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
    state = ruleStack;
    return tokens.map(({ startIndex, endIndex, scopes }) => ({
      text: line.slice(startIndex, endIndex),
      scopes,
    }));
  });
};

let shared: Promise<textmate.Registry> | undefined;

const registry = (): Promise<textmate.Registry> => {
  shared ??= createRegistry();
  return shared;
};

const createRegistry = async (): Promise<textmate.Registry> => {
  await loadWASM(readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm')));
  const injection = JSON.parse(readFileSync(INJECTION, 'utf8'));
  return new textmate.Registry({
    onigLib: Promise.resolve({ createOnigScanner, createOnigString }),
    loadGrammar: async (scope) => {
      if (scope === injection.scopeName) return injection;
      const name = GRAMMARS[scope];
      if (!name) return null;
      const file = require.resolve(`tm-grammars/grammars/${name}.json`);
      // The package names JSX as its own scope; VS Code calls it source.js.jsx.
      return { ...JSON.parse(readFileSync(file, 'utf8')), scopeName: scope };
    },
    getInjections: (scope) => (scope in GRAMMARS ? [injection.scopeName] : undefined),
  });
};
