import { ANYBODY } from '../domain/caller.ts';
import type { Provider } from '../domain/provider.ts';
import { fingerprint } from '../providers/fingerprint.ts';
import { createProviders } from '../providers/index.ts';
import type { Settings } from '../server/settings.ts';
import type { Log } from '../transport/log.ts';
import { joinReplicas } from './join-replicas.ts';
import { openCommandStore } from './open-command-store.ts';

export type CommandGraph = Awaited<ReturnType<typeof openCommandGraph>>;

/**
 * Opens providers and store of settings, beside a server or alone: the graph for a command, asked with every right, since
 * whoever may read the settings file has them.
 */
export async function openCommandGraph(settings: Settings, log: Log, signal: AbortSignal) {
  const store = settings.history === null ? null : await openCommandStore(settings.store, log);
  const [{ openGraph }, { schema }] = await Promise.all([import('../server/open-graph.ts'), import('../schema.ts')]);
  const replicas = await joinReplicas(settings.store, log);
  const shareAccount = replicas?.shareAccount;
  const providers = createProviders(settings.providers, { log, now: Date.now, shareAccount });
  const graph = await openGraph(settings, { providers, log, now: Date.now, replicas, ...(store && { store }) });
  const close = async (): Promise<void> => {
    await graph.close();
    await replicas?.close();
  };
  return { schema, ask: graph.askAs(ANYBODY, signal), sources: sourcesOf(providers, settings), close };
}

/** Tells phone systems apart without naming them: the same after a key was rotated, another for other accounts. */
function sourcesOf(providers: readonly Provider[], settings: Settings): string {
  const entries = new Map(settings.providers.map((entry) => [entry.id, entry]));
  const parts = providers.map(({ key, kind, keeping }) => {
    // Read in another zone, its calls would be at other moments; with another country, their numbers would be others.
    const { timeZone = null } = (entries.get(key) ?? {}) as { readonly timeZone?: string };
    return [key, kind, keeping?.settingsPrint ?? null, keeping?.defaultCountry ?? null, timeZone];
  });
  return fingerprint(...parts.map((part) => JSON.stringify(part)).sort());
}
