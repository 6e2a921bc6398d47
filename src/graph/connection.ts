import type { InputShapeFromFields } from '@pothos/core';
import type { Instant } from '../time/instant.ts';
import { type ProviderError, orThrow } from '../domain/provider-error.ts';
import { MAX_COUNT_REQUESTS } from '../domain/provider.ts';
import { type Types, builder, plainFields } from './builder.ts';
import { asks, weighs } from './demand.ts';
import { ProviderProblemRef } from './provider-problem.ts';

/** A page of a list, and what can be asked about it. */
export type Connection<Item> = {
  readonly edges: readonly Edge<Item>[];
  readonly pageInfo: PageInfo;
  readonly problems: readonly ProviderError[];
  /** Null also where nobody selected it. */
  readonly totalCount: number | null | ProviderError;
};

/** A page that says how old it is. */
export type DatedConnection<Item> = Connection<Item> & {
  /** When the oldest of what it shows was read from its vendor. */
  readonly asOf: Instant;
};

/** An item and its place; most cursors are never read, so each is written when it is. */
type Edge<Item> = { readonly node: Item; readonly cursor: () => string };

type ObjectRef<Shape> = PothosSchemaTypes.ObjectRef<Types, Shape>;

/** The arguments of every connection. */
export const connectionArgs = builder.args((t) => ({
  first: t.int({
    description:
      'How many items, from the beginning of the list or from behind `after`. 50 where neither `first` nor `last` is given, ' +
      'unless the settings of the server say otherwise.',
  }),
  after: t.string({ description: 'A cursor: the page begins behind it. Cursors never expire.' }),
  last: t.int({
    description:
      'How many items, up to the end of the list or up to `before`; they stay in its order. Not with `first`.',
  }),
  before: t.string({ description: 'A cursor: the page ends in front of it.' }),
}));

/** The same as a resolver gets them. */
export type ConnectionArgs = InputShapeFromFields<typeof connectionArgs>;

/** Words for descriptions, and whether vendors are asked how many items there are. */
type ConnectionOptions = { readonly item: string; readonly items: string; readonly isCounted?: boolean };

/** Makes the connection of a type, and its edge, as Relay has them: all have the same fields. */
export function createConnectionType<Item extends object>(
  node: ObjectRef<Item>,
  options: ConnectionOptions,
): ObjectRef<Connection<Item>> {
  // Which item it is matters to whoever makes a page, and not to the fields of a connection.
  return implementConnection(node, options) as unknown as ObjectRef<Connection<Item>>;
}

/** Makes a connection whose pages say how old they are. */
export function createDatedConnectionType<Item extends object>(
  node: ObjectRef<Item>,
  options: ConnectionOptions,
): ObjectRef<DatedConnection<Item>> {
  const ref = createConnectionType(node, options) as ObjectRef<DatedConnection<Item>>;
  builder.objectFields(ref, (t) =>
    plainFields(t, {
      asOf: [
        'DateTime!',
        'How old the page is: the moment before a vendor was asked for the oldest of what it shows and counts. See maxAgeSeconds.',
      ],
    }),
  );
  return ref;
}

function implementConnection(node: ObjectRef<object>, options: ConnectionOptions) {
  const EdgeRef = builder.objectRef<Edge<object>>(`${node.name}Edge`).implement({
    scope: 'calls:read',
    description: `A place in a list of ${options.items}.`,
    fields: (t) => ({
      cursor: t.string({
        nullable: false,
        extensions: weighs(150),
        description: 'Names this place for `after` and `before`.',
        resolve: ({ cursor }) => cursor(),
      }),
      node: t.expose('node', { type: node, nullable: false, description: `The ${options.item} that stands here.` }),
    }),
  });
  return builder.objectRef<Connection<object>>(`${node.name}Connection`).implement({
    scope: 'calls:read',
    description: `A page of ${options.items}.`,
    fields: (t) => ({
      edges: t.expose('edges', {
        type: [EdgeRef],
        nullable: false,
        extensions: asks('rows'),
        description: 'The page with a cursor for each item.',
      }),
      nodes: t.field({
        type: [node],
        nullable: false,
        extensions: asks('rows'),
        description: 'The page without cursors: startCursor and endCursor are enough to go on.',
        resolve: ({ edges }) => edges.map((edge) => edge.node),
      }),
      pageInfo: t.expose('pageInfo', { type: PageInfoRef, nullable: false, description: 'Where the page stands.' }),
      totalCount: t.int({
        ...(options.isCounted === true && { extensions: asks('count') }),
        description:
          'How many there are in all, whichever page this is. Asked of the vendors only when selected, and kept for the other pages of ' +
          `a walk. Null when a provider is missing from the page, or when an exact number would mean reading rows beyond the page or more than ${MAX_COUNT_REQUESTS} requests to a vendor.`,
        resolve: ({ totalCount }) => orThrow(totalCount),
      }),
      isComplete: t.boolean({
        nullable: false,
        description: 'False when something of some provider is missing from this page: see problems.',
        resolve: ({ problems }) => problems.length === 0,
      }),
      problems: t.field({
        type: [ProviderProblemRef],
        nullable: false,
        description: 'What is missing from this page, and why.',
        resolve: ({ problems }) => problems.map((error) => ({ error })),
      }),
    }),
  });
}

/** Where a page stands. What a query does not select may be unknown: it is not read then. */
export type PageInfo = {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly startCursor: string | null;
  readonly endCursor: string | null;
};

export const PageInfoRef = builder.objectRef<PageInfo>('PageInfo').implement({
  scope: 'anyone',
  description: 'Where a page stands in its list, as Relay has it.',
  fields: (t) =>
    plainFields(t, {
      hasNextPage: ['Boolean!', 'Whether anything comes after this page; ask for it with `after: endCursor`.'],
      hasPreviousPage: ['Boolean!', 'Whether anything comes before this page; ask for it with `before: startCursor`.'],
      startCursor: ['String', 'Where the page starts: the place of its first item, as a rule. Null for an empty page.'],
      endCursor: [
        'String',
        'Where the page ends: the place of its last item, or beyond it how far a page came that had to stop early. Null for an ' +
          'empty page that saw the whole list.',
      ],
    }),
});
