import { ts } from 'ts-morph';
import type { ClassMember, Expression, FunctionCode } from '../program/code.ts';
import { lowerExpression } from './lower-expression.ts';
import { implicitConstructor, lowerBodyBlock, lowerFunction, NO_NAMES } from './lower-function.ts';
import { type Lowering, lowerKey } from './lowering.ts';
import type { Scope } from './scope.ts';
import { typeHintOf } from './type-hints.ts';

export const lowerClass = (node: ts.ClassLikeDeclaration, outer: Scope, lowering: Lowering): Expression => {
  const scope = outer.blockScope(true);
  const self = node.name ? scope.declare(node.name.text, true) : null;
  const lower = (child: ts.Expression): Expression => lowerExpression(child, scope, lowering);
  const extended = node.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)
    ?.types[0];
  const superclass = extended ? lowerExpression(extended.expression, outer, lowering) : null;
  const name = node.name?.text ?? '';
  const members: ClassMember[] = [];
  let constructorCode: FunctionCode | null = null;

  for (const member of node.members) {
    if (ts.isConstructorDeclaration(member)) {
      if (member.body) constructorCode = lowerFunction(member, scope, lowering);
      continue;
    }
    if (ts.isClassStaticBlockDeclaration(member)) {
      members.push(staticBlock(member, scope, lowering));
      continue;
    }
    const isStatic = ts.canHaveModifiers(member)
      ? (ts.getModifiers(member)?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword) ?? false)
      : false;
    if (ts.isPropertyDeclaration(member)) {
      // Initialisers run in the constructor with `this`: a function environment of their own.
      const initialScope = scope.functionScope();
      members.push({
        kind: 'field',
        static: isStatic,
        key: lowerKey(member.name, lower),
        value: member.initializer ? fieldInitializer(member, initialScope, lowering) : null,
        type: typeHintOf(member.type),
      });
    } else if (
      (ts.isMethodDeclaration(member) ||
        ts.isGetAccessorDeclaration(member) ||
        ts.isSetAccessorDeclaration(member)) &&
      member.body
    ) {
      members.push({
        kind: ts.isMethodDeclaration(member) ? 'method' : ts.isGetAccessorDeclaration(member) ? 'get' : 'set',
        static: isStatic,
        key: lowerKey(member.name, lower),
        value: lowerFunction(member, scope, lowering),
        type: null,
      });
    }
  }
  return {
    kind: 'class',
    scope: { slotCount: scope.layout.slotCount, functions: [], shared: false },
    self: self?.kind === 'local' ? self : null,
    code: {
      site: lowering.site(node, name || 'class'),
      name,
      superclass,
      constructorCode: constructorCode ?? implicitConstructor(node, lowering),
      members,
    },
  };
};

const staticBlock = (
  member: ts.ClassStaticBlockDeclaration,
  outer: Scope,
  lowering: Lowering,
): ClassMember => {
  const scope = outer.functionScope();
  const code = lowerBodyBlock(member.body, scope, lowering);
  return { kind: 'static-block', value: { ...initializer(member, scope, lowering), ...code } };
};

const fieldInitializer = (member: ts.PropertyDeclaration, scope: Scope, lowering: Lowering): FunctionCode => {
  const body: FunctionCode['body'] = member.initializer
    ? [{ kind: 'return', value: lowerExpression(member.initializer, scope, lowering) }]
    : [];
  return { ...initializer(member, scope, lowering), body };
};

/** What runs with an object under construction as `this`, without a body yet. */
const initializer = (
  member: ts.PropertyDeclaration | ts.ClassStaticBlockDeclaration,
  scope: Scope,
  lowering: Lowering,
): FunctionCode => ({
  site: lowering.site(member),
  name: '',
  parameters: [],
  functions: [],
  argumentsSlot: null,
  selfSlot: null,
  body: [],
  slotCount: scope.layout.slotCount,
  arrow: true,
  async: false,
  generator: false,
  size: 1,
  mentions: NO_NAMES,
  returns: null,
  implicit: true,
});
