import { type DocumentNode, type GraphQLError, type GraphQLSchema, Source } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { INPUT_BOUNDS, MAX_INPUT_NESTING } from '../../graph/input-bounds.ts';
import { createArgumentBounds, findExcess, isNestedDeeper } from './argument-bounds.ts';
import { refusal } from './refusal.ts';
import type { StartedOperation } from './started-operation.ts';

/**
 * Refuses arguments that are too long, too many or nested too deep, before anything else walks them: those written in a
 * query and those that come as variables.
 */
export function useInputBounds(): Plugin {
  let checkArguments: ReturnType<typeof createArgumentBounds> = () => [];
  const check = ({ args, setResultAndStopExecution }: StartedOperation): void => {
    const found = checkArguments(args.document, args.variableValues ?? {});
    if (found.length > 0) setResultAndStopExecution({ errors: found.map((each) => refusal('BAD_REQUEST', each)) });
  };
  return {
    onSchemaChange({ schema }) {
      checkArguments = createArgumentBounds(schema as GraphQLSchema);
    },
    onRequestParse: () => ({
      onRequestParseDone({ requestParserResult: asked }) {
        if (Array.isArray(asked)) return;
        // The object of all variables is one level more.
        for (const part of ['variables', 'extensions'] as const)
          if (isNestedDeeper(asked[part], MAX_INPUT_NESTING + 1)) throw tooDeep(`"${part}"`);
      },
    }),
    onParse({ parseFn, setParseFn }) {
      setParseFn((source: string | Source, options: unknown) => {
        const excess = findExcess(typeof source === 'string' ? new Source(source) : source);
        if (excess === 'value') throw tooDeep('A value in this query');
        if (excess === 'selection')
          throw refusal('QUERY_TOO_DEEP', 'The braces of this query nest deeper than any query needs.');
        if (excess === 'name')
          throw refusal(
            'BAD_REQUEST',
            `A name or number in this query has more than the ${INPUT_BOUNDS.maxCharacters} characters allowed.`,
          );
        return parseFn(source, options) as DocumentNode;
      });
    },
    onExecute: check,
    onSubscribe: check,
  };
}

const tooDeep = (what: string): GraphQLError =>
  refusal(
    'BAD_REQUEST',
    `${what} nests lists and objects deeper than the ${MAX_INPUT_NESTING} levels allowed, or has too many of them.`,
  );
