import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  type ResponsePath,
} from 'graphql';
import type { ErrorList } from './error-list.ts';

/** One execution of a query. */
export type Execution = {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: Record<string, FragmentDefinitionNode>;
  readonly variableValues: Record<string, unknown>;
  readonly rootValue: unknown;
  readonly contextValue: unknown;
  readonly errors: ErrorList;
};

/** A field of the document on a type. */
export type FieldPlace = {
  readonly key: string;
  readonly nodes: readonly FieldNode[];
  readonly parentType: GraphQLObjectType;
  readonly definition: GraphQLField<unknown, unknown>;
};

/** A field with everything that is the same for each of its rows. */
export type FieldPlan = FieldPlace & {
  readonly resolve: GraphQLFieldResolver<unknown, unknown>;
  readonly args: () => Record<string, unknown>;
  readonly isNonNull: boolean;
  readonly complete: Complete;
  /** Where neither arguments nor the place matter to a value, as with most fields of most rows. */
  readonly leaf: LeafPlan | null;
};

/** What reads a leaf off its source, and what turns it into what is sent. */
export type LeafPlan = {
  readonly read: (source: unknown) => unknown;
  readonly complete: (value: unknown) => unknown;
};

/**
 * Turns what a resolver gave into what is sent, or throws what is wrong with it. The path is that of the value, where it is
 * not the field's own: paths are made only where somebody needs one.
 */
export type Complete = (value: unknown, info: GraphQLResolveInfo, path?: ResponsePath) => unknown;

/** The fragments of a document by name. */
export function fragmentsOf({ definitions }: DocumentNode): Record<string, FragmentDefinitionNode> {
  const fragments = Object.create(null) as Record<string, FragmentDefinitionNode>;
  for (const definition of definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition;
  return fragments;
}

/** Whether a value is still on its way. */
export const isPromise = (value: unknown): value is Promise<unknown> =>
  typeof value === 'object' && value !== null && typeof (value as { readonly then?: unknown }).then === 'function';
