import { type DocumentNode, type GraphQLSchema, Lexer, Source, TokenKind } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { QueryLimits, Settings } from '../settings.ts';
import { createCostMemory } from './cost-memory.ts';
import { REQUEST_WEIGHT, estimateCost } from './query-cost.ts';
import { createQueryShapeRule } from './query-shape-rule.ts';
import { refusal } from './refusal.ts';

/** How far past its limit a cost is still counted, so that a refusal can say how much too dear a query is. */
const COUNTED_PAST_LIMIT = 100;

/** What limits are checked against. */
export type QueryLimitsOptions = {
  readonly limits: QueryLimits;
  readonly timeline: Settings['timeline'];
  readonly providerCount: number;
};

/** Refuses what is too long, too deep or too costly, before it is executed. */
export function useQueryLimits({ limits, timeline, providerCount }: QueryLimitsOptions): Plugin {
  const rule = createQueryShapeRule(limits);
  const costOf = createCostMemory();
  return {
    onParse({ parseFn, setParseFn }) {
      // Runs for documents that the cache does not know, before the parser builds anything.
      setParseFn((source: string | Source, options: unknown) => {
        checkLength(source, limits.maxTokens);
        return parseFn(source, options) as DocumentNode;
      });
    },
    onValidate({ addValidationRule }) {
      addValidationRule(rule);
    },
    onExecute({ args, setResultAndStopExecution }) {
      const asked = {
        document: args.document as DocumentNode,
        operationName: args.operationName as string | undefined,
        variables: (args.variableValues as Record<string, unknown> | undefined) ?? {},
      };
      const schema = args.schema as GraphQLSchema;
      const cost = costOf(asked, () =>
        estimateCost(asked.document, {
          ...asked,
          ...timeline,
          schema,
          providerCount,
          limit: limits.maxCost * COUNTED_PAST_LIMIT,
        }),
      );
      if (cost > limits.maxCost) setResultAndStopExecution({ errors: [tooCostly(cost, limits.maxCost)] });
    },
  };
}

function checkLength(source: string | Source, maxTokens: number): void {
  const lexer = new Lexer(typeof source === 'string' ? new Source(source) : source);
  for (let tokens = 0; lexer.advance().kind !== TokenKind.EOF; tokens += 1)
    if (tokens >= maxTokens)
      throw refusal('QUERY_TOO_LONG', `This document has more than the ${maxTokens} words and signs that are taken.`);
}

function tooCostly(cost: number, maxCost: number) {
  const points = cost === Infinity ? 'more points than are counted' : `${cost} points`;
  return refusal(
    'QUERY_TOO_COSTLY',
    `This query could cost ${points}, and one request may cost ${maxCost}: 1 for each object that it may bring, ` +
      `${REQUEST_WEIGHT} for each request to a vendor. Take smaller pages (first), nest fewer lists, or ask in several requests.`,
  );
}
