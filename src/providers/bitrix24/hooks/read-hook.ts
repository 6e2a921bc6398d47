import { type Hook, type HookReading, REFUSED } from '../../../domain/hook.ts';
import { type Instant, SECOND_MS } from '../../../time/instant.ts';
import { isSameSecret } from '../../is-same-secret.ts';
import { HOOK_VALID_MS } from '../../provider-settings.ts';
import type { Bitrix24HookSettings } from '../settings.ts';

/** Sent once the call stands in the portal's statistics, for calls that an application registers too. */
const CALL_END = 'ONVOXIMPLANTCALLEND';

/**
 * Reads an event of the portal, a form. The portal signs nothing: it sends the token of its application or outgoing webhook
 * along. `ts` is when the event left the portal's queue. https://apidocs.bitrix24.com/api-reference/events/safe-event-handlers.html
 */
export const createReadHook =
  ({ applicationToken }: Bitrix24HookSettings, now: () => Instant) =>
  ({ body }: Hook): HookReading => {
    const form = new URLSearchParams(body);
    const read = (name: string): string => form.get(name) ?? '';
    if (!isSameSecret(read('auth[application_token]'), applicationToken)) return REFUSED;
    const sentAt = Number(read('ts') || Number.NaN) * SECOND_MS;
    if (!(Math.abs(now() - sentAt) <= HOOK_VALID_MS)) return { kind: 'late' };
    if (read('event').toUpperCase() !== CALL_END) return { kind: 'ignored' };
    return { kind: 'hint', message: `${read('ts')} ${read('data[CALL_ID]')}` };
  };
