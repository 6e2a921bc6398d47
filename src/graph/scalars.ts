import { GraphQLError, GraphQLScalarType, Kind, type ValueNode, valueFromASTUntyped } from 'graphql';
import {
  GraphQLCountryCode,
  GraphQLCurrency,
  GraphQLDateTime,
  GraphQLEmailAddress,
  GraphQLJSON,
  GraphQLPhoneNumber,
  GraphQLSafeInt,
  GraphQLTimeZone,
  GraphQLURL,
} from 'graphql-scalars';
import type { Instant } from '../time/instant.ts';
import { builder } from './builder.ts';
import { weighs } from './demand.ts';
import { GraphQLDecimal } from './decimal.ts';
import { toDateTime } from './to-date-time.ts';
import { UnreadableValue } from './unreadable-value.ts';

builder.addScalarType('Decimal', GraphQLDecimal);
builder.addScalarType('EmailAddress', GraphQLEmailAddress);
builder.addScalarType('PhoneNumber', GraphQLPhoneNumber);
builder.addScalarType('CountryCode', GraphQLCountryCode);
builder.addScalarType('JSON', GraphQLJSON);
builder.addScalarType('SafeInt', GraphQLSafeInt);

builder.addScalarType(
  'CurrencyCode',
  new GraphQLScalarType({
    ...GraphQLCurrency.toConfig(),
    name: 'CurrencyCode',
    description: 'A currency by its ISO 4217 code: USD, EUR, RUB.',
  }),
);

builder.addScalarType(
  'TimeZone',
  new GraphQLScalarType({
    ...GraphQLTimeZone.toConfig(),
    description: 'A time zone by its IANA name: Europe/Berlin, America/New_York, UTC.',
    parseValue: (value) => toTimeZone(value),
    parseLiteral: (node) => toTimeZone(node.kind === Kind.STRING ? node.value : null),
  }),
);

builder.addScalarType(
  'DateTime',
  new GraphQLScalarType<Instant, string>({
    ...GraphQLDateTime.toConfig(),
    description: 'A moment in UTC as RFC 3339 writes it: 2026-04-30T12:00:00.000Z. As input, any offset is understood.',
    serialize: (value) => serializeInstant(value),
    parseValue: (value) => toInstant(value),
    parseLiteral: (node) => toInstant(node.kind === Kind.STRING ? node.value : valueFromASTUntyped(node), node),
    extensions: { ...GraphQLDateTime.extensions, codegenScalarType: 'string' },
  }),
);

builder.addScalarType(
  'URL',
  new GraphQLScalarType<string, string>({
    ...GraphQLURL.toConfig(),
    description: 'An absolute address: https://calls.example.com/media/….',
    serialize: (value) => String(value),
    parseValue: (value) => toUrl(value),
    parseLiteral: (node) => toUrl(node.kind === Kind.STRING ? node.value : null),
    // A signed link is long.
    extensions: { ...GraphQLURL.extensions, ...weighs(350), codegenScalarType: 'string' },
  }),
);

/**
 * A vendor's text as the scalar would send it, or null where the scalar would refuse it: one odd value of a vendor must
 * never become an error of the row that carries it.
 */
export function readAs(scalar: GraphQLScalarType<unknown, unknown>, text: string | null | undefined): string | null {
  if (text == null) return null;
  try {
    return String(scalar.parseValue(text));
  } catch {
    return null;
  }
}

function serializeInstant(value: unknown): string {
  try {
    return toDateTime(value as Instant);
  } catch (error) {
    throw new UnreadableValue('DateTime', error);
  }
}

function toInstant(value: unknown, node?: ValueNode): Instant {
  try {
    return GraphQLDateTime.parseValue(value).getTime();
  } catch {
    throw new GraphQLError(
      `DateTime cannot represent ${JSON.stringify(value)}: write a time with its offset, like "2026-11-01T00:00:00Z".`,
      node === undefined ? {} : { nodes: node },
    );
  }
}

function toTimeZone(value: unknown): string {
  try {
    if (typeof value === 'string') return String(GraphQLTimeZone.parseValue(value));
  } catch {
    // Said below, as for what is no text.
  }
  throw new GraphQLError(
    `TimeZone cannot represent ${JSON.stringify(value)}: write the name of a time zone, like "Europe/Berlin".`,
  );
}

function toUrl(value: unknown): string {
  if (typeof value === 'string' && URL.canParse(value)) return new URL(value).href;
  throw new GraphQLError(`URL cannot represent ${JSON.stringify(value)}: write an absolute address like "https://…".`);
}
