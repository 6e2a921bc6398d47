import type { Ask } from '../../src/domain/ask.ts';

/** Asks a server for an export, over HTTP. */
export const askServed =
  (urlOf: () => string): Ask =>
  async (query, variables) => {
    const response = await fetch(`${urlOf()}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as Awaited<ReturnType<Ask>>;
  };
