import { useCallback, useEffect, useState } from 'react';
import { useClient } from 'urql';
import { graphql } from '../graph/generated/index.ts';
import { renewAfterMs } from './link-life.ts';

/** The cache gives the fresh link to whatever shows this recording. */
const FreshLink = graphql(`
  query FreshLink($id: ID!) {
    node(id: $id) {
      id
      ... on Recording {
        url
        urlExpiresAt
      }
    }
  }
`);

/** Asks for the link of a recording again before it ends. Gives the way to ask at once, for a link that stopped working early. */
export function useFreshLink({ id, urlExpiresAt }: { readonly id: string; readonly urlExpiresAt: string | null }) {
  const client = useClient();
  const [asked, setAsked] = useState(0);
  const renew = useCallback(async (): Promise<void> => {
    await client.query(FreshLink, { id }, { requestPolicy: 'network-only' }).toPromise();
    setAsked((times) => times + 1);
  }, [client, id]);
  useEffect(() => {
    if (urlExpiresAt === null) return;
    const timer = setTimeout(() => void renew(), renewAfterMs(urlExpiresAt, Date.now()));
    return () => clearTimeout(timer);
    // Asked once more also where the answer was the same, or there was none.
  }, [urlExpiresAt, asked, renew]);
  return renew;
}
