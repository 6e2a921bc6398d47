import type { InputShapeFromFields } from '@pothos/core';
import { type FieldNode, type GraphQLResolveInfo, Kind } from 'graphql';
import type { Loaders } from '../loaders/index.ts';
import { SECOND_MS } from '../time/instant.ts';
import { builder } from './builder.ts';
import type { Provider } from '../domain/provider.ts';
import type { ReadingAge } from '../domain/reading-age.ts';
import type { GraphContext } from './context.ts';
import { createGraphError } from './graph-error.ts';

/** How strict and how fresh an answer has to be. A request can say so for all of its fields, but a gateway may not pass that on. */
export const demandArgs = builder.args((t) => ({
  requireComplete: t.boolean({
    defaultValue: false,
    description:
      'An error (PROVIDER_PROBLEM) instead of an answer that would leave something out. Left out: what the request header x-trunkline-partial says.',
  }),
  maxAgeSeconds: t.int({
    description:
      'How old what is shown may be: 0 reads everything from the vendors now, N accepts what was read at most N seconds ago. Left out: what the request ' +
      'header Cache-Control says (no-cache, max-age, only-if-cached), or else the settings. asOf and readAt say how old it is.',
  }),
}));

/** The same as a resolver gets them. */
type DemandArgs = InputShapeFromFields<typeof demandArgs>;

/** What one field demands of its answer. */
export type ReadingDemands = {
  readonly requireComplete: boolean;
  readonly noteMissing: GraphContext['noteMissing'];
  /** How old it may be. */
  readonly age: ReadingAge;
  /** A provider, answering with nothing older. */
  readonly viewOf: (provider: Provider) => Provider;
  /** Loaders that load nothing older. */
  readonly loaders: Loaders;
};

/** Reads the demands of a field: its arguments, or else what the request says. Throws BAD_FILTER for an age below zero. */
export function readDemands(
  { requireComplete, maxAgeSeconds }: DemandArgs,
  context: GraphContext,
  info: Pick<GraphQLResolveInfo, 'fieldNodes' | 'variableValues'>,
): ReadingDemands {
  if (maxAgeSeconds != null && maxAgeSeconds < 0)
    throw createGraphError('BAD_FILTER', `maxAgeSeconds is ${maxAgeSeconds}; it must be 0 or more.`);
  const reading = context.readingAt(maxAgeSeconds == null ? context.age : { maxAgeMs: maxAgeSeconds * SECOND_MS });
  return {
    // The default of the schema is not an answer that somebody gave.
    requireComplete:
      requireComplete != null && isGiven('requireComplete', info) ? requireComplete : context.refusesPartial,
    noteMissing: context.noteMissing,
    age: reading.age,
    viewOf: (provider) => reading.providers.get(provider.key) ?? provider,
    loaders: reading.loaders,
  };
}

function isGiven(name: string, { fieldNodes, variableValues }: Parameters<typeof readDemands>[2]): boolean {
  const given = (fieldNodes[0] as FieldNode).arguments?.find((argument) => argument.name.value === name)?.value;
  return given !== undefined && (given.kind !== Kind.VARIABLE || given.name.value in variableValues);
}
