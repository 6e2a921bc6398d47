import { startBitrix24 } from '../src/demo/bitrix24/index.ts';
import type { DemoKind } from '../src/demo/call-source.ts';
import { startCallgear } from '../src/demo/callgear/index.ts';
import { startVoximplant } from '../src/demo/voximplant/index.ts';
import { startZoomContactCenter } from '../src/demo/zoom-contact-center/index.ts';
import { DAY_MS, type Instant } from '../src/time/instant.ts';
import { splitRange } from '../src/time/time-windows.ts';
import type { TimeRange } from '../src/time/time-range.ts';
import { createBitrix24 } from '../src/providers/bitrix24/index.ts';
import { bitrix24Settings } from '../src/providers/bitrix24/settings.ts';
import { createCallgear } from '../src/providers/callgear/index.ts';
import { callgearSettings } from '../src/providers/callgear/settings.ts';
import { createVoximplant } from '../src/providers/voximplant/index.ts';
import { voximplantSettings } from '../src/providers/voximplant/settings.ts';
import { createZoomContactCenter } from '../src/providers/zoom-contact-center/index.ts';
import { zoomContactCenterSettings } from '../src/providers/zoom-contact-center/settings.ts';
import { NOW, type VendorParts, type World } from '../test/conformance/world.ts';

/** A vendor, and the fewest requests its rows can cost. */
export type BenchVendor = VendorParts & {
  readonly kind: DemoKind;
  readonly pageSize: number;
  readonly windowMs: number;
};

/** The four vendors with the page and the window that count as their minimum. */
export const BENCH_VENDORS: readonly BenchVendor[] = [
  {
    kind: 'bitrix24',
    startVendor: startBitrix24,
    // On the company's own servers nobody limits the rate: requests are counted here, not seconds.
    create: (settings, tools) => createBitrix24(bitrix24Settings.parse({ ...settings, plan: 'on-premise' }), tools),
    pageSize: 49,
    windowMs: Infinity,
  },
  {
    kind: 'zoom-contact-center',
    startVendor: startZoomContactCenter,
    create: (settings, tools) =>
      createZoomContactCenter(zoomContactCenterSettings.parse({ ...settings, plan: 'business' }), tools),
    pageSize: 100,
    windowMs: 30 * DAY_MS,
  },
  {
    kind: 'voximplant',
    startVendor: startVoximplant,
    create: (settings, tools) => createVoximplant(voximplantSettings.parse(settings), tools),
    pageSize: 200,
    windowMs: Infinity,
  },
  {
    kind: 'callgear',
    startVendor: startCallgear,
    create: (settings, tools) => createCallgear(callgearSettings.parse(settings), tools),
    pageSize: 200,
    windowMs: 88 * DAY_MS,
  },
];

/** The fewest requests a list of these calls can cost: full pages in every window the vendor forces. */
export function fewestRequests(
  calls: readonly { readonly startedAt: Instant }[],
  vendor: BenchVendor,
  range: TimeRange,
): number {
  const windows = Number.isFinite(vendor.windowMs) ? splitRange(range, vendor.windowMs) : [range];
  return windows
    .map(({ from, to }) => calls.filter((call) => call.startedAt >= from && call.startedAt < to).length)
    .reduce((sum, rows) => sum + Math.ceil(rows / vendor.pageSize), 0);
}

/** The fewest requests that listing a range of a world can cost. */
export const minimumRequests = (world: World, vendor: BenchVendor, range: TimeRange): number =>
  fewestRequests(world.truth, vendor, range);

/** From the first call of a world to now. */
export const rangeOf = (world: World): TimeRange => ({ from: world.truth[0]!.startedAt, to: NOW });
