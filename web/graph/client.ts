import { Client, fetchExchange, mapExchange } from '@urql/core';
import { cacheExchange } from '@urql/exchange-graphcache';
import { readKey, refuseKey } from '../caller/key.ts';
import { ROOT } from '../place/use-place.ts';
import { texts } from '../texts.ts';
import { embeddedTypes } from './embedded-types.ts';

/** A client for the graph that serves this page. Another key is another client: nothing of what one key sees stays for the next. */
export function createGraphClient(): Client {
  return new Client({
    url: new URL('graphql', ROOT).href,
    preferGetMethod: false,
    // Subscriptions come as server-sent events, over POST and with the key in a header.
    fetchSubscriptions: true,
    fetchOptions: () => {
      const key = readKey();
      return key === null ? {} : { headers: { authorization: `Bearer ${key}` } };
    },
    exchanges: [
      mapExchange({
        onResult({ error }) {
          const response = error?.response as Response | undefined;
          if (response?.status === 401) refuseKey(error?.graphQLErrors[0]?.message ?? texts.key.wanted);
        },
      }),
      cacheExchange({ keys: embeddedTypes }),
      fetchExchange,
    ],
  });
}
