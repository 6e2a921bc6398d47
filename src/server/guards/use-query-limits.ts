import { type DocumentNode, type GraphQLError, Lexer, Source, TokenKind } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { QueryLimits, Settings } from '../settings.ts';
import { onceFor } from '../../domain/once-for.ts';
import type { Provider } from '../../domain/provider.ts';
import type { GraphContext } from '../../graph/context.ts';
import { BYTES_PER_POINT, REQUEST_WEIGHT } from '../../graph/demand.ts';
import { checkShape } from './check-shape.ts';
import { createCostMemory } from './cost-memory.ts';
import { createPlanLists } from './filtered-lists.ts';
import { type QueryCost, estimateCost } from './query-cost.ts';
import { refusal } from './refusal.ts';
import { recordOf } from './request-record.ts';
import type { StartedOperation } from './started-operation.ts';

/** How far past its limit a cost is still counted, so that a refusal can say how much too dear a query is. */
const COUNTED_PAST_LIMIT = 100;

/** What limits are checked against. */
export type QueryLimitsOptions = {
  readonly limits: QueryLimits;
  readonly timeline: Settings['timeline'];
  readonly providers: readonly Provider[];
};

/** Refuses what is too long, too deep or too costly, before it is executed. */
export function useQueryLimits({ limits, timeline, providers }: QueryLimitsOptions): Plugin {
  const all: Providers = new Map(providers.map((provider) => [provider.key, provider]));
  // A query costs what it asks of the providers that there are for its caller: its price tells nothing of the others.
  const pricesOf = onceFor((seen: Providers) => ({
    costOf: createCostMemory(),
    planLists: createPlanLists(seen.values()),
  }));
  const checkCost = ({ args, context, setResultAndStopExecution }: StartedOperation): void => {
    const { document, operationName, schema, variableValues, contextValue } = args;
    const { costOf, planLists } = pricesOf((contextValue as Partial<GraphContext> | undefined)?.providers ?? all);
    const asked = { document, operationName: operationName ?? undefined, variables: variableValues ?? {} };
    const limit = limits.maxCost * COUNTED_PAST_LIMIT;
    const cost = costOf(asked, () => estimateCost(document, { ...asked, ...timeline, schema, planLists, limit }));
    const error = refuse(cost, limits);
    if (error) setResultAndStopExecution({ errors: [error] });
    else recordOf(context.request).cost = cost.points;
  };
  return {
    onParse({ parseFn, setParseFn }) {
      // Runs for documents that the cache does not know, before the parser and validation build anything.
      setParseFn((source: string | Source, options: unknown) => {
        checkLength(typeof source === 'string' ? new Source(source) : source, limits.maxTokens);
        const document = parseFn(source, options) as DocumentNode;
        checkShape(document, limits);
        return document;
      });
    },
    onExecute: checkCost,
    // What each event may bring and ask.
    onSubscribe: checkCost,
  };
}

type Providers = ReadonlyMap<string, Provider>;

/** Tokens do not bound texts and comments, and each line of a block text costs as much as a token. */
const MAX_CHARACTERS = 100_000;

/** Refuses a document that is too long, before it is parsed. */
export function checkLength(source: Source, maxTokens: number): void {
  if (source.body.length > MAX_CHARACTERS)
    throw refusal(
      'QUERY_TOO_LONG',
      `This document has ${source.body.length} characters; ${MAX_CHARACTERS} are allowed. Send long values as variables.`,
    );
  const lexer = new Lexer(source);
  for (let tokens = 0; lexer.advance().kind !== TokenKind.EOF; tokens += 1)
    if (tokens >= maxTokens)
      throw refusal('QUERY_TOO_LONG', `This document has more tokens than the ${maxTokens} that are allowed.`);
}

function refuse({ points, writes, parts }: QueryCost, limits: QueryLimits): GraphQLError | null {
  if (writes > limits.maxWrites)
    return refusal(
      'TOO_MANY_WRITES',
      `This document has ${writes} mutations; ${limits.maxWrites} are allowed. Send the others in requests of their own.`,
    );
  if (parts > limits.maxParts)
    return refusal(
      'TOO_MANY_PARTS',
      `@defer and @stream put off ${parts} places of this query; ${limits.maxParts} are allowed. A fragment counts wherever it is spread.`,
    );
  if (points <= limits.maxCost) return null;
  const cost = points === Infinity ? 'more points than are counted' : `${points} points`;
  return refusal(
    'QUERY_TOO_COSTLY',
    `This query could cost ${cost}, and one request may cost ${limits.maxCost}: 1 for each object that it may bring and ` +
      `for each ${BYTES_PER_POINT} bytes, ${REQUEST_WEIGHT} for each request to a vendor. Take smaller pages (first), nest fewer lists, or ask in several requests.`,
  );
}
