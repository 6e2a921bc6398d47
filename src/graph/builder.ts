import SchemaBuilder from '@pothos/core';
import './scope-plugin.ts';
import type { Instant } from '../time/instant.ts';
import type { GraphContext } from './context.ts';
import type { FieldRef, OutputRef } from '@pothos/core';
import type { FieldScope } from './scopes.ts';

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

// The first types of the schema.
builder.queryType({ description: 'What can be asked. Every answer is read from the providers when it is asked for.' });

builder.mutationType({
  description:
    'What can be written. Several mutations of one request run one after the other. A write that may have reached its vendor is never sent again by itself: its answer says whether it took effect, surely did not, or cannot be known.',
});

/** The builder's types as Pothos' own generics want them. */
export type Types = typeof builder.$inferSchemaTypes;

/** All scalars, GraphQL's own included. */
export type Scalars = GraphTypes['Scalars'] & {
  String: { Input: string; Output: string };
  Int: { Input: number; Output: number };
  Float: { Input: number; Output: number };
  Boolean: { Input: boolean; Output: boolean };
};
export type ScalarName = keyof Scalars;

/** A type that is never null; of a scalar, the name with "!" says so. */
type Always<Type> = { readonly always: Type };
export const always = <Type>(type: Type): Always<Type> => ({ always: type });

type Given<Value> = Exclude<Value, null | undefined>;
type ScalarOf<Value> = { [Name in ScalarName]: [Value] extends [Scalars[Name]['Output']] ? Name : never }[ScalarName];
type OneOf<Value> = ScalarOf<Value> | OutputRef<Value>;
type Nullable<Value> = [Value] extends [readonly (infer Item)[]] ? readonly [OneOf<Item>] : OneOf<Value>;
type NeverNull<Value> = `${ScalarOf<Value>}!` | Always<Nullable<Value>>;
type TypeOf<Value> = Nullable<Given<Value>> | ([Value] extends [Given<Value>] ? NeverNull<Value> : never);

/** What a field is declared with beside its name. */
type Plain<Value> = readonly [
  type: TypeOf<Value>,
  description: string,
  options?: { readonly scope?: FieldScope; readonly extensions?: Readonly<Record<string, unknown>> },
];
type Table<Source> = { readonly [Name in keyof Source]?: Plain<Source[Name]> };

/** What declares the fields of an object type. */
export type ObjectFields<Parent> = PothosSchemaTypes.ObjectFieldBuilder<Types, Parent>;

/** Fields that hand on what their parent has under the same name: `startedAt: ['DateTime!', 'When it started.']`. */
export const plainFields = <Parent>(t: ObjectFields<Parent>, table: Table<Parent>): Record<string, FieldRef<Types>> =>
  plainFieldsOf(t, (parent) => parent, table);

/** Fields that hand on what something in their parent has. */
export function plainFieldsOf<Parent, Source>(
  t: ObjectFields<Parent>,
  sourceOf: (parent: Parent) => Source,
  table: Table<NoInfer<Source>>,
): Record<string, FieldRef<Types>> {
  const entries = Object.entries(table) as [keyof Source & string, Plain<unknown>][];
  const fields = entries.map(([name, [type, description, options]]) => {
    const field = { ...options, ...readType(type), description };
    // That the source holds what the type sends is checked where the table is written.
    return [name, t.field({ ...field, resolve: (parent) => sourceOf(parent)[name] as never })] as const;
  });
  return Object.fromEntries(fields);
}

function readType(type: unknown): { readonly type: 'String'; readonly nullable?: false } {
  const isAlways = typeof type === 'object' && type !== null && 'always' in type;
  if (isAlways) return { type: type.always as 'String', nullable: false };
  if (typeof type !== 'string' || !type.endsWith('!')) return { type: type as 'String' };
  return { type: type.slice(0, -1) as 'String', nullable: false };
}
