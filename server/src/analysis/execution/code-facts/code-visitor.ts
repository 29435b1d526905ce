import type { Argument, Expression, LoopCode, Pattern, ScopeCode, Statement } from '../../program/code.ts';

/** Sees the parts of a piece of code, functions inside left out; `depth`: environments between the start and here. */
export interface CodeVisitor {
  /** False: its parts are not visited. */
  readonly expression: (expression: Expression, depth: number) => boolean;
  /** Sees what a declaration gives a value to. */
  readonly declaration?: (target: Pattern) => void;
  /** Sees what decides a branch, before its parts are visited. */
  readonly test?: (test: Expression, depth: number) => void;
  /** Sees a loop, before its parts are visited. */
  readonly loop?: (loop: LoopCode) => void;
  /** Sees the names that a block has for itself, before its parts are visited. */
  readonly scope?: (scope: ScopeCode) => void;
}

const visitList = (statements: readonly Statement[], visitor: CodeVisitor, depth: number): void => {
  for (const statement of statements) visitStatement(statement, visitor, depth);
};

export const visitStatement = (statement: Statement, visitor: CodeVisitor, depth: number): void => {
  const expression = (part: Expression | null): void => {
    if (part) visitExpression(part, visitor, depth);
  };
  const within = (scope: ScopeCode | null): number => {
    if (scope) visitor.scope?.(scope);
    return scope && !scope.shared ? depth + 1 : depth;
  };
  const inside = (part: Statement | null, at = depth): void => {
    if (part) visitStatement(part, visitor, at);
  };
  switch (statement.kind) {
    case 'expression':
    case 'throw':
      expression(statement.value);
      return;
    case 'return':
      expression(statement.value);
      return;
    case 'declare':
      visitor.declaration?.(statement.target);
      visitPattern(statement.target, visitor, depth);
      expression(statement.initial);
      return;
    case 'if':
      visitor.test?.(statement.test, depth);
      expression(statement.test);
      inside(statement.yes);
      inside(statement.no);
      return;
    case 'loop': {
      visitor.loop?.(statement);
      const at = within(statement.scope);
      const { head } = statement;
      if (head.kind === 'for-of') visitExpression(head.values, visitor, at);
      else if (head.kind === 'for-in') visitExpression(head.object, visitor, at);
      else {
        if (head.test) visitExpression(head.test, visitor, at);
        if (head.kind === 'for') {
          inside(head.initial, at);
          if (head.update) visitExpression(head.update, visitor, at);
        }
      }
      inside(statement.body, at);
      return;
    }
    case 'block':
      visitList(statement.body, visitor, within(statement.scope));
      return;
    case 'marked':
      visitList(statement.body, visitor, depth);
      return;
    case 'try':
      inside(statement.body);
      inside(statement.handler, within(statement.catchScope));
      inside(statement.finalizer);
      return;
    case 'switch': {
      expression(statement.value);
      const at = within(statement.scope);
      for (const { test, body } of statement.cases) {
        if (test) visitExpression(test, visitor, at);
        for (const part of body) inside(part, at);
      }
      return;
    }
    case 'break':
    case 'continue':
  }
};

export const visitExpression = (expression: Expression, visitor: CodeVisitor, depth: number): void => {
  if (!visitor.expression(expression, depth)) return;
  const inside = (...parts: readonly (Expression | null)[]): void => {
    for (const part of parts) if (part) visitExpression(part, visitor, depth);
  };
  const list = (parts: readonly (Argument | null)[]): void => {
    for (const part of parts) inside(part?.value ?? null);
  };
  switch (expression.kind) {
    case 'member':
      inside(expression.object);
      return;
    case 'element':
      inside(expression.object, expression.index);
      return;
    case 'template':
      inside(...expression.values);
      return;
    case 'super-member':
      inside(expression.key);
      return;
    case 'super-call':
      list(expression.arguments);
      return;
    case 'array':
      list(expression.elements);
      return;
    case 'object':
      for (const property of expression.properties) {
        if (property.kind !== 'spread') inside(property.key);
        if (property.kind === 'value' || property.kind === 'spread') inside(property.value);
      }
      return;
    case 'unary':
    case 'await':
    case 'yield':
      inside(expression.value);
      return;
    case 'update':
      inside(expression.target);
      return;
    case 'binary':
    case 'logical':
      inside(expression.left, expression.right);
      return;
    case 'assign':
      visitPattern(expression.target, visitor, depth);
      inside(expression.value);
      return;
    case 'compound':
      inside(expression.target, expression.value);
      return;
    case 'conditional':
      visitor.test?.(expression.test, depth);
      inside(expression.test, expression.yes, expression.no);
      return;
    case 'call':
    case 'new':
      inside(expression.callee);
      list(expression.arguments);
      return;
    case 'sequence':
      inside(expression.first, expression.second);
      return;
    case 'import':
      inside(expression.specifier);
      return;
    case 'local':
    case 'global':
    case 'literal':
    case 'regexp':
    case 'this':
    case 'new-target':
    case 'function':
    case 'class':
  }
};

const visitPattern = (pattern: Pattern, visitor: CodeVisitor, depth: number): void => {
  switch (pattern.kind) {
    case 'object-pattern':
      for (const { key, target } of pattern.properties) {
        visitExpression(key, visitor, depth);
        visitPattern(target, visitor, depth);
      }
      if (pattern.rest) visitPattern(pattern.rest, visitor, depth);
      return;
    case 'array-pattern':
      for (const element of pattern.elements) if (element) visitPattern(element, visitor, depth);
      if (pattern.rest) visitPattern(pattern.rest, visitor, depth);
      return;
    case 'default-pattern':
      visitPattern(pattern.target, visitor, depth);
      visitExpression(pattern.initial, visitor, depth);
      return;
    default:
      visitExpression(pattern, visitor, depth);
  }
};
