import type { ExecutionResult, GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { maskError } from './mask-error.ts';

type Part = { readonly errors?: readonly GraphQLError[] };
type Answer = ExecutionResult & { readonly incremental?: readonly Part[] };

/** Says of errors in the later parts of an answer (@defer, @stream) what clients may know. Yoga masks only the first part. */
export function useMaskedParts(): Plugin {
  return {
    onExecute: () => ({
      onExecuteDone({ result: answers }) {
        if (!(Symbol.asyncIterator in answers)) return;
        return {
          onNext({ result, setResult }) {
            const answer = result as Answer;
            if (answer.incremental?.some(({ errors }) => errors))
              setResult({ ...answer, incremental: answer.incremental.map(mask) } as Answer);
          },
        };
      },
    }),
  };
}

const mask = (part: Part): Part => (part.errors ? { ...part, errors: part.errors.map(maskError) } : part);
