import { type ExecutionResult, GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { toGraphError } from '../../graph/graph-error.ts';

/**
 * What a client may know of an error. Ours are written for people and pass with their code; whatever else happened is
 * for the log alone.
 */
export function maskError(error: unknown): GraphQLError {
  const known = knownErrorOf(error);
  const place =
    error instanceof GraphQLError
      ? { nodes: error.nodes ?? null, source: error.source, positions: error.positions, path: error.path }
      : {};
  if (known) {
    const message = withoutMiddle(known.message);
    if (known === error && message === known.message && known.extensions['code'] !== undefined) return known;
    // What the executors find wrong with variables and arguments has no code, and a status of one of them alone.
    const extensions = known.extensions['code'] === undefined ? { code: 'BAD_REQUEST' } : known.extensions;
    return new GraphQLError(message, { ...place, extensions });
  }
  return new GraphQLError('Trunkline failed to answer this. Its log says why; asking again may help.', {
    ...place,
    extensions: { code: 'INTERNAL_SERVER_ERROR', unexpected: true },
  });
}

const MOST_CHARACTERS = 600;

/** graphql-js repeats whole values of a client, with what is wrong with them before and after. */
export const withoutMiddle = (message: string): string =>
  message.length > MOST_CHARACTERS
    ? `${message.slice(0, MOST_CHARACTERS / 3)} … ${message.slice((-MOST_CHARACTERS * 2) / 3)}`
    : message;

/** The error in its published form; null for what nobody foresaw. Executors wrap what a resolver throws. */
export function knownErrorOf(error: unknown): GraphQLError | null {
  if (error instanceof GraphQLError) {
    const { originalError: cause } = error;
    if (typeof error.extensions['code'] === 'string' || !cause) return error;
    const known = knownErrorOf(cause);
    // Around what a scalar refuses, graphql-js says in which variable it stood, and where.
    return known === cause ? error : known;
  }
  if (error instanceof Error && error.name === 'AbortError')
    return new GraphQLError('Nobody waits for this answer any more.', { extensions: { code: 'ABANDONED' } });
  const converted = toGraphError(error);
  return converted instanceof GraphQLError ? converted : null;
}

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
