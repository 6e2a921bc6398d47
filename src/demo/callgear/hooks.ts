import { SECOND_MS } from '../../time/instant.ts';
import { type DemoHooks, createDemoHooks } from '../demo-hooks.ts';
import type { DemoVendorOptions } from '../demo-vendor.ts';
import { digits, idOf } from './demo-account.ts';
import { writeLossless } from './lossless-json.ts';

export const HOOK_SECRET = 'demo-callgear-hook-2f7a90c4d1b8e653';

/** A notification of the account for the end of a call, with the body that its cabinet was told to send. */
export const createHooks = (id: string, { now }: Pick<DemoVendorOptions, 'now'>): DemoHooks =>
  createDemoHooks({
    id,
    now,
    settings: { secret: HOOK_SECRET },
    secret: HOOK_SECRET,
    write: (call, at) => ({
      headers: { 'content-type': 'application/json' },
      body: writeLossless({
        notification_mnemonic: 'call_ended',
        notification_timestamp: Math.floor(at / SECOND_MS),
        call_session_id: idOf(call),
        direction: call.direction === 'INBOUND' ? 'in' : 'out',
        contact_phone_number: digits(call.customerNumber),
        virtual_phone_number: digits(call.lineNumber),
      }),
    }),
  });
