import { QuestionError } from '../domain/question-error.ts';
import { GraphQLError } from 'graphql';
import type { Scope } from '../domain/caller.ts';
import type { KeptHistoryError } from '../domain/kept-history.ts';
import { ProviderError, type ProviderErrorKind } from '../domain/provider-error.ts';

/** The published codes (extensions.code) of what a client can put right. */
type GraphErrorCode =
  | 'BAD_CURSOR'
  | 'BAD_ID'
  | 'BAD_REPRESENTATION'
  | 'BAD_PAGE_SIZE'
  | 'BAD_FILTER'
  | 'UNSUPPORTED_FILTER'
  | 'UNSUPPORTED_ORDER'
  | 'UNKNOWN_PROVIDER'
  | 'HISTORY_OFF'
  | 'FORBIDDEN'
  | 'TOO_MANY_BUCKETS'
  | KeptHistoryError['code'];

/** An error that the client caused, in words for its developer. */
export const createGraphError = (code: GraphErrorCode, message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code } });

/** A refusal of what the caller's key or token does not allow. */
export const createForbidden = (what: string, scope: Scope): GraphQLError =>
  new GraphQLError(`${what} needs the scope ${scope}, which the key or token of this request does not have.`, {
    extensions: { code: 'FORBIDDEN' satisfies GraphErrorCode, scope },
  });

/** The name under which the graph publishes a kind of failure: rate-limited is RATE_LIMITED. */
const problemKindOf = (kind: ProviderErrorKind): string => kind.toUpperCase().replaceAll('-', '_');

/** A failure of a lower floor as the client may see it; what is no known failure stays as it is, to be masked. */
export function toGraphError(error: unknown): unknown {
  if (error instanceof ProviderError)
    return new GraphQLError(error.message, {
      originalError: error,
      extensions: { code: 'PROVIDER_PROBLEM', provider: error.provider, kind: problemKindOf(error.kind) },
    });
  if (error instanceof UnreadableValue)
    return new GraphQLError(`The provider sent a value here that no ${error.typeName} can hold.`, {
      originalError: error,
      extensions: { code: 'PROVIDER_PROBLEM', kind: problemKindOf('unreadable') },
    });
  if (error instanceof QuestionError) return new GraphQLError(error.message, { extensions: { code: error.code } });
  return error;
}

/**
 * A value of a vendor that the type of its field cannot send: a time outside the calendar, a number past 32 bits. The message
 * is the type's own and quotes the value, so a client gets another.
 */
export class UnreadableValue extends Error {
  readonly typeName: string;

  constructor(typeName: string, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.name = 'UnreadableValue';
    this.typeName = typeName;
  }
}
