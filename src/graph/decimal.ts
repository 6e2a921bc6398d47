import { GraphQLError, GraphQLScalarType, Kind, type ValueNode, print } from 'graphql';
import { readDecimal } from '../domain/money.ts';

/** Exact decimal digits, sent as text. */
export const GraphQLDecimal = new GraphQLScalarType<string, string>({
  name: 'Decimal',
  description:
    'An exact decimal number, sent as text so that no digit is lost: "12.3400". Read it with a decimal library, not ' +
    'with floating point. As input, text or a whole number is understood.',
  serialize: (value) => toDecimal(value),
  parseValue: (value) => toDecimal(value),
  parseLiteral: (node) => {
    // Numbers are read from the query's own text: floating point never sees them.
    if (node.kind === Kind.STRING || node.kind === Kind.INT || node.kind === Kind.FLOAT)
      return toDecimal(node.value, node);
    throw new GraphQLError(`Decimal cannot represent ${print(node)}: write text like "12.34".`, { nodes: node });
  },
});

function toDecimal(value: unknown, node?: ValueNode): string {
  const text = typeof value === 'string' || typeof value === 'number' ? readDecimal(value) : null;
  if (text !== null) return text;
  const message = `Decimal cannot represent ${shorten(JSON.stringify(value))}: write text like "12.34".`;
  throw new GraphQLError(message, node ? { nodes: node } : {});
}

const shorten = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}…` : text);
