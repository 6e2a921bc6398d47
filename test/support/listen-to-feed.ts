import { createClient } from 'graphql-sse';

/** What the change feed of a server has told since. */
export type FeedListener = {
  /** When each call came first, by performance.now(). */
  readonly cameAt: ReadonlyMap<string, number>;
  end(): void;
};

const FEED = `subscription ($filter: CallSessionFilter) {
  callSessionChanges(filter: $filter) { session { nativeId } }
}`;
type Told = { readonly callSessionChanges: { readonly session: { readonly nativeId: string } | null } };

/** Subscribes to the change feed of a server: to calls that began after a moment. */
export async function listenToFeed(
  url: string,
  since: Date,
  headers: Readonly<Record<string, string>> = {},
): Promise<FeedListener> {
  const client = createClient({ url: `${url}/graphql`, headers });
  const cameAt = new Map<string, number>();
  const connected = Promise.withResolvers<void>();
  const end = client.subscribe<Told>(
    { query: FEED, variables: { filter: { startedAt: { from: since.toISOString() } } } },
    {
      next({ data }) {
        const id = data?.callSessionChanges.session?.nativeId;
        if (id !== undefined && !cameAt.has(id)) cameAt.set(id, performance.now());
      },
      error: (error) => connected.reject(error),
      complete() {},
    },
    { connected: () => connected.resolve() },
  );
  await connected.promise;
  return {
    cameAt,
    end() {
      end();
      client.dispose();
    },
  };
}
