import type { ts } from 'ts-morph';
import type { Span } from '../../source/span.ts';
import { COMMONJS_NAMES } from '../execution/commonjs-names.ts';
import type { FileCode } from '../program/code.ts';
import { hoistedNames } from './hoisting.ts';
import { NO_NAMES } from './lower-function.ts';
import { collectExports, declareImports } from './lower-module.ts';
import { bindFunctions, declareLexical, lowerStatements } from './lower-statement.ts';
import { Lowering } from './lowering.ts';
import { moduleKind } from './module-kind.ts';
import { Scope } from './scope.ts';

/** A source file as the executor runs it. */
export const lowerFile = (sourceFile: ts.SourceFile, regions: readonly Span[]): FileCode => {
  const lowering = new Lowering(sourceFile, regions);
  const kind = moduleKind(sourceFile);
  const scope = Scope.topLevel(kind === 'script' ? 'script' : 'module');
  if (kind === 'commonjs') for (const name of COMMONJS_NAMES) scope.declare(name, false);
  declareImports(sourceFile, scope, lowering);
  for (const name of hoistedNames(sourceFile)) scope.declare(name, false);
  declareLexical(sourceFile.statements, scope);
  collectExports(sourceFile, scope, lowering);
  const functions = bindFunctions(sourceFile.statements, scope, lowering);
  const body = lowerStatements(sourceFile.statements, scope, lowering);
  return {
    file: sourceFile.fileName,
    kind,
    main: {
      site: lowering.site(sourceFile, 'top level'),
      name: '',
      parameters: [],
      slotCount: scope.layout.slotCount,
      functions,
      argumentsSlot: null,
      selfSlot: null,
      body,
      arrow: false,
      async: true,
      generator: false,
      size: Number.MAX_SAFE_INTEGER,
      mentions: NO_NAMES,
      returns: null,
      implicit: false,
    },
    exports: lowering.exports,
    imports: lowering.imports,
    stars: lowering.stars,
    types: lowering.types,
    freeNames: scope.freeNames,
  };
};
