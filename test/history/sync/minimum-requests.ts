import { type BenchVendor, fewestRequests } from '../../../bench/vendors.ts';
import type { Instant } from '../../../src/time/instant.ts';
import type { SyncWorld } from './sync-world.ts';

/** The operation that lists a vendor's calls; what is asked beside it are parts. */
const LISTS: Readonly<Record<BenchVendor['kind'], string>> = {
  bitrix24: 'voximplant.statistic.get',
  callgear: 'get.calls_report',
  voximplant: 'GetCallHistory',
  'zoom-contact-center': 'voice_calls',
};

/** Whether a request lists calls. */
export const isListing = (kind: BenchVendor['kind'], operation: string): boolean => operation.includes(LISTS[kind]);

/** How many pages of calls a vendor was asked for, and how many its calls take at least. */
export function minimumRequestsOf(
  { vendor, provider }: Pick<SyncWorld, 'vendor' | 'provider'>,
  bench: BenchVendor,
  now: Instant,
): { readonly pages: number; readonly minimum: number } {
  const pages = vendor.server.exchanges.filter(({ operation }) => isListing(bench.kind, operation)).length;
  const range = { from: Math.max(provider.historySince(), vendor.truth()[0]!.startedAt), to: now };
  return { pages, minimum: fewestRequests(vendor.truth(), bench, range) };
}
