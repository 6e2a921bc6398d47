import SchemaBuilder from '@pothos/core';
import type { Instant } from '../time/instant.ts';
import type { GraphContext } from './context.ts';
import './scope-plugin.ts';

/** What the types of the graph share: the context, and how each scalar looks inside the server. */
export type GraphTypes = {
  Context: GraphContext;
  Scalars: {
    ID: { Input: string; Output: string };
    DateTime: { Input: Instant; Output: Instant };
    Decimal: { Input: string; Output: string };
    EmailAddress: { Input: string; Output: string };
    PhoneNumber: { Input: string; Output: string };
    CountryCode: { Input: string; Output: string };
    CurrencyCode: { Input: string; Output: string };
    URL: { Input: string; Output: string };
    JSON: { Input: unknown; Output: unknown };
    TimeZone: { Input: string; Output: string };
    SafeInt: { Input: number; Output: number };
  };
};

/**
 * The one builder that every field of the graph is declared through. Fields are nullable unless they say
 * otherwise, and everything says who may see it: see scope-plugin.ts.
 */
export const builder = new SchemaBuilder<GraphTypes>({ plugins: ['scopes'] });

/** The builder's types as Pothos' own generics want them. */
export type Types = typeof builder.$inferSchemaTypes;
