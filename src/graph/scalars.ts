import { GraphQLError, GraphQLScalarType, Kind, type ValueNode, print, valueFromASTUntyped } from 'graphql';
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
import { quote } from '../domain/quote.ts';
import { DAY_MS, type Instant, SECOND_MS } from '../time/instant.ts';
import { readDecimal } from '../domain/money.ts';
import { builder } from './builder.ts';
import { weighs } from './demand.ts';
import { UnreadableValue } from './graph-error.ts';

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
      `DateTime cannot represent ${quote(value)}: write a time with its offset, like "2026-11-01T00:00:00Z".`,
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
    `TimeZone cannot represent ${quote(value)}: write the name of a time zone, like "Europe/Berlin".`,
  );
}

function toUrl(value: unknown): string {
  if (typeof value === 'string' && URL.canParse(value)) return new URL(value).href;
  throw new GraphQLError(`URL cannot represent ${quote(value)}: write an absolute address like "https://…".`);
}

function toDecimal(value: unknown, node?: ValueNode): string {
  const text = readDecimal(value);
  if (text !== null) return text;
  const message = `Decimal cannot represent ${quote(value)}: write text like "12.34".`;
  throw new GraphQLError(message, node ? { nodes: node } : {});
}

const PAIRS: readonly string[] = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'));
const MAX_DAYS = 1000;
const days = new Map<number, string>();

/**
 * An instant as Date.toISOString writes it, several times as fast: a page has a thousand of them, of a few days. Throws
 * RangeError for what is no instant.
 */
export function toDateTime(instant: Instant): string {
  const day = Math.floor(instant / DAY_MS);
  const ms = instant - day * DAY_MS;
  if (ms % SECOND_MS !== 0) return new Date(instant).toISOString();
  const seconds = ms / SECOND_MS;
  const minutes = Math.floor(seconds / 60);
  return `${dayText(day)}${PAIRS[Math.floor(minutes / 60)]}:${PAIRS[minutes % 60]}:${PAIRS[seconds % 60]}.000Z`;
}

function dayText(day: number): string {
  const known = days.get(day);
  if (known !== undefined) return known;
  const text = new Date(day * DAY_MS).toISOString().slice(0, -'00:00:00.000Z'.length);
  if (days.size >= MAX_DAYS) days.clear();
  days.set(day, text);
  return text;
}
