import type { CombinedError } from '@urql/core';
import { texts } from '../texts.ts';

/** What the server says of a part that it could not give: why, and whether the key is the reason. */
export type PartError = { readonly message: string; readonly isForbidden: boolean };

/** Looks for the error of a field, wherever it stands below the call. Null: there is none. */
export function errorAt(error: CombinedError | undefined, field: string): PartError | null {
  if (error?.networkError) return messageOf(error);
  const found = error?.graphQLErrors.find(({ path }) => path?.includes(field) === true);
  return found === undefined ? null : { message: found.message, isForbidden: found.extensions['code'] === 'FORBIDDEN' };
}

/** What a whole question failed of. */
export function messageOf(error: CombinedError): PartError {
  if (error.networkError) return { message: texts.state.offline, isForbidden: false };
  return {
    message: error.graphQLErrors.map(({ message }) => message).join(' '),
    isForbidden: error.graphQLErrors.every(({ extensions }) => extensions['code'] === 'FORBIDDEN'),
  };
}
