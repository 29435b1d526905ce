import { ts } from 'ts-morph';
import { ANY_TYPE, type TypeHint } from '../program/type-hint.ts';

/** What an annotation says about run-time values; syntax only, names are looked up when a value is needed. */
export const typeHintOf = (node: ts.TypeNode | undefined): TypeHint | null => {
  if (!node) return null;
  switch (node.kind) {
    case ts.SyntaxKind.NumberKeyword:
      return { kind: 'number' };
    case ts.SyntaxKind.StringKeyword:
    case ts.SyntaxKind.TemplateLiteralType:
      return { kind: 'string' };
    case ts.SyntaxKind.BooleanKeyword:
    case ts.SyntaxKind.TypePredicate:
      return { kind: 'boolean' };
    case ts.SyntaxKind.BigIntKeyword:
      return { kind: 'bigint' };
    case ts.SyntaxKind.VoidKeyword:
    case ts.SyntaxKind.UndefinedKeyword:
    case ts.SyntaxKind.NeverKeyword:
      return { kind: 'nothing' };
    case ts.SyntaxKind.FunctionType:
      return { kind: 'function' };
  }
  if (ts.isArrayTypeNode(node)) return { kind: 'array', element: typeHintOf(node.elementType) ?? ANY_TYPE };
  if (ts.isTupleTypeNode(node))
    return {
      kind: 'tuple',
      elements: node.elements.map(
        (element) => typeHintOf(ts.isNamedTupleMember(element) ? element.type : element) ?? ANY_TYPE,
      ),
    };
  if (ts.isParenthesizedTypeNode(node)) return typeHintOf(node.type);
  if (ts.isTypeOperatorNode(node)) return typeHintOf(node.type);
  if (ts.isLiteralTypeNode(node)) return literalHint(node.literal);
  if (ts.isTypeLiteralNode(node)) return { kind: 'object', fields: fieldsOf(node.members) };
  if (ts.isUnionTypeNode(node)) return unionHint(node.types);
  if (ts.isIntersectionTypeNode(node)) return merged(node.types.map((type) => typeHintOf(type)));
  if (ts.isTypeReferenceNode(node)) return namedHint(node);
  return ANY_TYPE;
};

/** The members of an interface or a class's declared fields. */
export const fieldsOf = (members: readonly ts.Node[]): ReadonlyMap<string, TypeHint> => {
  const fields = new Map<string, TypeHint>();
  for (const member of members) {
    if (ts.isMethodSignature(member) && ts.isIdentifier(member.name)) {
      fields.set(member.name.text, { kind: 'function' });
    } else if (
      (ts.isPropertySignature(member) || ts.isPropertyDeclaration(member)) &&
      ts.isIdentifier(member.name)
    ) {
      fields.set(member.name.text, typeHintOf(member.type) ?? ANY_TYPE);
    }
  }
  return fields;
};

const literalHint = (literal: ts.LiteralTypeNode['literal']): TypeHint => {
  if (ts.isStringLiteral(literal)) return { kind: 'literal', value: literal.text };
  if (ts.isNumericLiteral(literal)) return { kind: 'literal', value: Number(literal.text) };
  if (literal.kind === ts.SyntaxKind.TrueKeyword) return { kind: 'boolean' };
  if (literal.kind === ts.SyntaxKind.FalseKeyword) return { kind: 'boolean' };
  return { kind: 'nothing' };
};

/** The first alternative that is not `null` or `undefined`: the case that does something. */
const unionHint = (types: readonly ts.TypeNode[]): TypeHint =>
  types.map((type) => typeHintOf(type) ?? ANY_TYPE).find((hint) => hint.kind !== 'nothing') ?? {
    kind: 'nothing',
  };

const merged = (hints: readonly (TypeHint | null)[]): TypeHint => {
  const fields = new Map<string, TypeHint>();
  for (const hint of hints) {
    if (hint?.kind === 'named') return hint;
    if (hint?.kind === 'object') for (const [name, type] of hint.fields) fields.set(name, type);
  }
  return { kind: 'object', fields };
};

const namedHint = (node: ts.TypeReferenceNode): TypeHint => {
  const name = ts.isIdentifier(node.typeName) ? node.typeName.text : node.typeName.right.text;
  const parameters = (node.typeArguments ?? []).map((argument) => typeHintOf(argument) ?? ANY_TYPE);
  const [first = ANY_TYPE] = parameters;
  switch (name) {
    case 'Array':
    case 'ReadonlyArray':
    case 'Iterable':
      return { kind: 'array', element: first };
    case 'Readonly':
    case 'Partial':
    case 'Required':
    case 'NonNullable':
    case 'Awaited':
      return first;
    default:
      return { kind: 'named', name, arguments: parameters };
  }
};
