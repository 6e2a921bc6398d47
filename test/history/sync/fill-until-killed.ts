import { BENCH_VENDORS } from '../../../bench/vendors.ts';
import { setTimeout as delay } from 'node:timers/promises';
import { canBeKept } from '../../../src/history/reading.ts';
import { openHistoryStore } from '../../../src/history/store/open-history-store.ts';
import { createSyncer } from '../../../src/history/sync/create-syncer.ts';
import { createHttpClient } from '../../../src/transport/create-http-client.ts';
import { MONOTONIC_TIMER } from '../../../src/time/timer.ts';
import { SILENT_LOG } from '../../../src/transport/log.ts';

/** What the process is told, as its only argument. */
export type FillOrder = {
  readonly path: string;
  readonly provider: Readonly<Record<string, unknown>> & { readonly id: string };
  readonly now: number;
};

/** Fills the history of one provider, and says what it did step by step: until it has all, or somebody kills it. */
const order = JSON.parse(process.argv[2] ?? '') as FillOrder;
const now = (): number => order.now;
const vendor = BENCH_VENDORS.find(({ kind }) => kind === order.provider['kind'])!;
const http = createHttpClient({ provider: order.provider.id });
const provider = vendor.create(order.provider, { http, log: SILENT_LOG, now });
if (!canBeKept(provider)) throw new Error('The calls of this provider cannot be kept.');
const store = await openHistoryStore(
  { kind: 'sqlite', path: order.path },
  {
    as: 'server',
    onSetAside() {
      throw new Error('A killed sync damaged the store.');
    },
  },
);
const { key, kind } = provider;
const request = { key, kind, identity: 'demo', timeZone: 'UTC', defaultCountry: null, mapper: '1' };
const { account } = await store.openAccount(request);
const name = `sync ${account.id}`;
let lease = await store.takeLease(name, String(process.pid), 1);
// A killed process lets go of its lease by dying: a moment later.
while (lease === null) {
  await delay(2);
  lease = await store.takeLease(name, String(process.pid), 1);
}
const syncer = await createSyncer({
  provider,
  store,
  account,
  settings: { share: 1, keepDays: null, freshSeconds: 10, lateSeconds: 300 },
  log: SILENT_LOG,
  now,
  timer: MONOTONIC_TIMER,
  lease: () => lease,
});
console.log('open');
for (;;) {
  const step = await syncer.step(new AbortController().signal);
  if (step.did === null && step.waitMs > 0) break;
  console.log(JSON.stringify({ did: step.did, from: step.range?.from, calls: step.calls }));
}
await store.close();
await provider.close();
console.log('done');
