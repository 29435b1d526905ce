import { ts } from 'ts-morph';
import type { SourceOutline } from '../../source/outline.ts';
import { changeBetween } from './outline-change.ts';

export const parse = (fileName: string, text: string): ts.SourceFile =>
  ts.createSourceFile(fileName, text, {
    languageVersion: ts.ScriptTarget.Latest,
    // Doc comments are read as comments; parsing them as types would only cost time.
    jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
  });

/** The tree of another text of the same file. The compiler takes `previous` apart for it, also when it throws. */
export const parseAfter = (previous: ts.SourceFile, text: string): ts.SourceFile => {
  const { start, oldEnd, newEnd } = changeBetween(previous.text, text);
  return ts.updateSourceFile(previous, text, {
    span: { start, length: oldEnd - start },
    newLength: newEnd - start,
  });
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
