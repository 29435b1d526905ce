import { ts } from 'ts-morph';
import type { SourceOutline } from '../../source/outline.ts';
import { changeBetween } from './outline-change.ts';
import { awaitsAtTopLevel } from './top-level-await.ts';

/** A script that awaits outside functions is read as the module that it is (`import` and `export` make it one by themselves). */
export const parse = (fileName: string, text: string): ts.SourceFile => {
  const tree = parseAs(fileName, text);
  return isAwaitingScript(tree) ? parseAs(fileName, text, makeModule) : tree;
};

const parseAs = (
  fileName: string,
  text: string,
  setExternalModuleIndicator?: (sourceFile: ts.SourceFile) => void,
): ts.SourceFile =>
  ts.createSourceFile(fileName, text, {
    languageVersion: ts.ScriptTarget.Latest,
    // Doc comments are read as comments; parsing them as types would only cost time.
    jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
    ...(setExternalModuleIndicator && { setExternalModuleIndicator }),
  });

/** The compiler's own mark, which it does not publish: the statement that makes a file a module. */
type Marked = ts.SourceFile & { externalModuleIndicator?: ts.Node };

const makeModule = (sourceFile: Marked): void => {
  sourceFile.externalModuleIndicator = sourceFile;
};

const isMadeModule = (sourceFile: Marked): boolean => sourceFile.externalModuleIndicator === sourceFile;

const isAwaitingScript = (sourceFile: ts.SourceFile): boolean =>
  !ts.isExternalModule(sourceFile) && awaitsAtTopLevel(sourceFile);

/** The tree of another text of the same file. The compiler takes `previous` apart for it, also when it throws. */
export const parseAfter = (previous: ts.SourceFile, text: string): ts.SourceFile => {
  const { fileName } = previous;
  if (isMadeModule(previous)) return parse(fileName, text);
  const { start, oldEnd, newEnd } = changeBetween(previous.text, text);
  const tree = ts.updateSourceFile(previous, text, {
    span: { start, length: oldEnd - start },
    newLength: newEnd - start,
  });
  return isAwaitingScript(tree) ? parse(fileName, text) : tree;
};

/** What the compiler adds about the statement before the error: where statements are parsed by themselves, it has not seen that one. */
const ABOUT_STATEMENT_BEFORE = / This '=' follows a block of statements.*$/;

export const syntaxErrorsOf = (sourceFile: ts.SourceFile): SourceOutline['syntaxErrors'] => {
  // The compiler keeps them on every parsed file but publishes them only through a whole program.
  const { parseDiagnostics = [] } = sourceFile as ts.SourceFile & {
    readonly parseDiagnostics?: readonly ts.DiagnosticWithLocation[];
  };
  return parseDiagnostics.map(({ start, length, messageText }) => ({
    span: { start, end: start + length },
    message: ts.flattenDiagnosticMessageText(messageText, '\n').replace(ABOUT_STATEMENT_BEFORE, ''),
  }));
};
