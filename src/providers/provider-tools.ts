import type { Instant } from '../time/instant.ts';
import type { HttpClient } from '../transport/http.ts';
import type { Log } from '../transport/log.ts';

/** What a provider is handed beside its settings. */
export type ProviderTools = {
  readonly http: HttpClient;
  readonly log: Log;
  readonly now: () => Instant;
};
