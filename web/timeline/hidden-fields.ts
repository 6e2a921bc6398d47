import type { CombinedError } from '@urql/core';

/** The fields of calls that the key may not see: each is null, beside an error that says so. */
export function hiddenFields(error: CombinedError | undefined): ReadonlySet<string> {
  const refused = error?.graphQLErrors.filter(({ extensions }) => extensions['code'] === 'FORBIDDEN') ?? [];
  return new Set(refused.map(({ path }) => String(path?.at(-1))));
}
