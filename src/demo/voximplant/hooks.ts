import { type DemoHooks, createDemoHooks } from '../demo-hooks.ts';
import type { DemoVendorOptions } from '../demo-vendor.ts';
import { nativeIdOf } from '../native-ids.ts';

export const HOOK_SECRET = 'demo-voximplant-hook-91be04f6a7c2d385';

/** The last request of a scenario, as docs/webhooks.md writes it. */
export const createHooks = (id: string, { now }: Pick<DemoVendorOptions, 'now'>): DemoHooks =>
  createDemoHooks({
    id,
    now,
    settings: { secret: HOOK_SECRET },
    secret: HOOK_SECRET,
    write: (call) => ({
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ session_id: nativeIdOf('voximplant', call.index) }),
    }),
  });
