import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Instant } from '../time/instant.ts';
import type { Provider } from '../domain/provider.ts';
import { createMediaLinks } from '../media/media-links.ts';
import { createMediaTokens } from '../media/media-tokens.ts';
import { type MediaService, serveMedia } from '../media/serve-media.ts';
import { schema } from '../schema.ts';
import type { Log } from '../transport/log.ts';
import { withLiftableDeadline } from '../time/with-deadline.ts';
import { createContextFactory } from './context.ts';
import { startServer } from './server.ts';
import type { Settings } from './settings.ts';
import { createGraphServer } from './yoga.ts';

/** Trunkline, running. */
export type Trunkline = {
  /** Where it listens. */
  readonly url: string;
  /** How many requests are being answered. */
  inFlight(): number;
  /** Lets requests in flight end within the grace, then closes every way to a vendor. */
  close(graceMs: number): Promise<void>;
};

/** Puts the graph, media and providers behind one address. */
export async function startTrunkline(
  settings: Settings,
  { providers, log, now }: { providers: readonly Provider[]; log: Log; now: () => Instant },
): Promise<Trunkline> {
  const tokens = createMediaTokens(settings.media.signingKeys, now);
  const byKey = new Map(providers.map((provider) => [provider.key, provider]));
  const graphql = createGraphServer({
    schema,
    settings,
    providers,
    log,
    createContext: createContextFactory({ settings, providers: byKey, links: createMediaLinks(tokens, now), now }),
  });
  const onError = (error: unknown, { provider }: { readonly provider: string }) =>
    log.warn({ provider, error: String(error) }, 'a recording could not be opened');
  const mediaService: MediaService = {
    providers: byKey,
    tokens,
    allowedOrigins: settings.server.allowedOrigins,
    onError,
    withDeadline: withLiftableDeadline,
  };
  const media = (request: IncomingMessage, response: ServerResponse): void => {
    serveMedia(mediaService, request, response).catch((error: unknown) => {
      log.error({ error: String(error) }, 'serving a recording failed unexpectedly');
      response.destroy();
    });
  };
  const { host, port, graphiql, publicUrl } = settings.server;
  const server = await startServer({
    host,
    port,
    graphiql,
    publicUrl,
    providers,
    graphql: (request, response) => void graphql(request, response),
    media,
  });
  return {
    url: server.url,
    inFlight: () => server.inFlight(),
    async close(graceMs) {
      await server.close(graceMs);
      await graphql.dispose();
      await Promise.all(providers.map((provider) => provider.close()));
    },
  };
}
