import type { Provider } from '../domain/provider.ts';
import { type History, createHistory } from '../history/create-history.ts';
import { createGeneration } from './generation.ts';
import { type TrunklineTools, createLasting } from './lasting.ts';
import type { Settings } from './settings.ts';

/** Puts the graph and media over providers and store: what all generations share, and the first of them. */
export function assemble(settings: Settings, tools: TrunklineTools) {
  const { providers: vendors } = tools;
  const lasting = createLasting(settings, tools);
  const history = historyOver(vendors, settings, tools);
  const parts = { settings, vendors, history, tokens: lasting.tokensOf(settings) };
  return { lasting, first: createGeneration(parts, lasting) };
}

export function historyOver(
  vendors: readonly Provider[],
  settings: Settings,
  { store, createSync, log, now, metrics }: TrunklineTools,
): History {
  const bySettings = new Map(settings.providers.map((provider) => [provider.id, provider]));
  return createHistory({
    store: settings.history === null ? null : (store ?? null),
    members: vendors.map((provider) => ({ provider, isKept: bySettings.get(provider.key)?.history ?? true })),
    settings: settings.history ?? NOTHING_KEPT,
    log,
    now,
    ...(createSync && { createSync: (tools) => createSync({ ...tools, onFailure: metrics?.syncFailed }) }),
  });
}

const NOTHING_KEPT = { keepDays: 0, share: 0, freshSeconds: 0, lateSeconds: 0 };
