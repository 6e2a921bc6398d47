import type { GraphQLField, GraphQLScalarType } from 'graphql';

/**
 * What answering a field asks of the vendors; a field that declares nothing is carried by its parent.
 * `calls`, `agent-calls` (those of the agent it stands on) and `recordings` are connections, each a walk of its own, and so are
 * `changes`, which ask no vendor; `person-calls` are those of the person it stands on, at every provider;
 * a `directory` is read whole from each provider, and `people` are made of all directories, however many ask;
 * `rows` are what a connection found;
 * `figures` read what is kept and at most a page of what is not, and `buckets` are what they are told apart by;
 * `count` asks how many calls there are, window by window; a `join` is batched over all its parents; `related` calls are
 * those of other providers; `each` parent takes a
 * request of its own; a `look-up` finds by id; `providers` are the server's own; a `write` is sent to a vendor.
 */
export type FieldDemand =
  | 'calls'
  | 'agent-calls'
  | 'person-calls'
  | 'recordings'
  | 'directory'
  | 'people'
  | 'changes'
  | 'rows'
  | 'figures'
  | 'buckets'
  | 'count'
  | 'join'
  | 'related'
  | 'each'
  | 'look-up'
  | 'providers'
  | 'write';

/** What a request to a vendor weighs, in objects. */
export const REQUEST_WEIGHT = 20;
/** How many bytes weigh as much as an object. */
export const BYTES_PER_POINT = 1000;

/** Declares a field's demand, by which a query is priced before it is executed: `extensions: asks('join')`. */
export const asks = (demand: FieldDemand): Readonly<Record<string, unknown>> => ({ [DEMAND]: demand });

/** Declares how many bytes a scalar, or one field of it, brings as a rule, where that is more than a word. */
export const weighs = (bytes: number): Readonly<Record<string, unknown>> => ({ [BYTES]: bytes });

/** What a field declared. */
export const demandOf = ({ extensions }: Pick<GraphQLField<unknown, unknown>, 'extensions'>): FieldDemand | null =>
  (extensions[DEMAND] as FieldDemand | undefined) ?? null;

/** What a field or a scalar declared. */
export const bytesOf = ({
  extensions,
}: Pick<GraphQLField<unknown, unknown> | GraphQLScalarType, 'extensions'>): number | null =>
  (extensions[BYTES] as number | undefined) ?? null;

const DEMAND = 'trunkline.demand';
const BYTES = 'trunkline.bytes';
