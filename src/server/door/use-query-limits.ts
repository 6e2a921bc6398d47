import { type DocumentNode, type GraphQLSchema, Lexer, Source, TokenKind } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { QueryLimits, Settings } from '../settings.ts';
import { createCostMemory } from './cost-memory.ts';
import { estimateCost } from './query-cost.ts';
import { createQueryShapeRule } from './query-shape-rule.ts';
import { refusal } from './refusal.ts';

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
        estimateCost(asked.document, { ...asked, schema, providerCount, limit: limits.maxCost, ...timeline }),
      );
      if (cost > limits.maxCost) setResultAndStopExecution({ errors: [tooCostly(limits.maxCost)] });
    },
  };
}

function checkLength(source: string | Source, maxTokens: number): void {
  const lexer = new Lexer(typeof source === 'string' ? new Source(source) : source);
  for (let tokens = 0; lexer.advance().kind !== TokenKind.EOF; tokens += 1)
    if (tokens >= maxTokens)
      throw refusal('QUERY_TOO_LONG', `This document has more than the ${maxTokens} words and signs that are taken.`);
}

const tooCostly = (maxCost: number) =>
  refusal(
    'QUERY_TOO_COSTLY',
    `This query could bring more objects, or ask more of the vendors, than the ${maxCost} points that one request may cost. ` +
      'Take smaller pages (first), nest fewer lists, or ask in several requests.',
  );
