import { GraphQLError } from 'graphql';

/** Codes (extensions.code) of what the guards refuse before anything is asked upstream. */
export type RefusalCode =
  | 'BAD_REQUEST'
  | 'OVERLOADED'
  | 'TOO_MANY_REQUESTS'
  | 'UNAUTHENTICATED'
  | 'METHOD_NOT_ALLOWED'
  | 'UNSUPPORTED_MEDIA_TYPE'
  | 'REQUEST_ENTITY_TOO_LARGE'
  | 'NOT_ACCEPTABLE'
  | 'DOCUMENT_NOT_TRUSTED'
  | 'PERSISTED_QUERY_NOT_FOUND'
  | 'PERSISTED_QUERY_NOT_SUPPORTED'
  | 'QUERY_TOO_LONG'
  | 'QUERY_TOO_DEEP'
  | 'QUERY_TOO_COSTLY'
  | 'TOO_MANY_ALIASES'
  | 'TOO_MANY_DIRECTIVES'
  | 'TOO_MANY_SELECTIONS'
  | 'TOO_MANY_PARTS'
  | 'TOO_MANY_WRITES'
  | 'GRAPHQL_VALIDATION_FAILED'
  | 'INTROSPECTION_DISABLED';

/** How a refusal travels: `isWellFormed` ones are GraphQL answers and get 200 where a client accepts only application/json. */
type RefusalOptions = {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly isWellFormed?: boolean;
};

/** A refusal a client author can act on. */
export function refusal(
  code: RefusalCode,
  message: string,
  { status = 400, headers, isWellFormed = true }: RefusalOptions = {},
): GraphQLError {
  const http = { status, spec: isWellFormed, ...(headers === undefined ? {} : { headers: { ...headers } }) };
  return new GraphQLError(message, { extensions: { code, http } });
}

/** Refuses what may be asked again later, and says when: 503 for what the server cannot do just now, 429 for what a caller has used up. */
export const refusalUntil = (
  code: 'OVERLOADED' | 'TOO_MANY_REQUESTS',
  message: string,
  retryAfterSeconds: number,
): GraphQLError =>
  refusal(code, `${message} Ask again in ${retryAfterSeconds} s.`, {
    status: code === 'OVERLOADED' ? 503 : 429,
    headers: { 'retry-after': String(retryAfterSeconds) },
    isWellFormed: false,
  });
