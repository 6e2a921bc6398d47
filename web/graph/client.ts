import { Client, fetchExchange, mapExchange } from '@urql/core';
import { cacheExchange } from '@urql/exchange-graphcache';
import { refuseKey } from '../caller/key.ts';
import { ROOT } from '../place/use-place.ts';
import { embeddedTypes } from './embedded-types.ts';

/** A client for the graph that serves this page. Another key is another client: nothing of what one key sees stays for the next. */
export function createGraphClient(key: string | null): Client {
  return new Client({
    url: new URL('graphql', ROOT).href,
    preferGetMethod: false,
    // Subscriptions come as server-sent events, over POST and with the key in a header.
    fetchSubscriptions: true,
    fetchOptions: key === null ? {} : { headers: { authorization: `Bearer ${key}` } },
    exchanges: [
      mapExchange({
        onResult({ error }) {
          const response = error?.response as Response | undefined;
          if (response?.status === 401) refuseKey(key, error?.graphQLErrors[0]?.message);
        },
      }),
      cacheExchange({ keys: embeddedTypes }),
      fetchExchange,
    ],
  });
}
