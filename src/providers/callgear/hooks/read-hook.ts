import { type Hook, type HookReading, REFUSED } from '../../../domain/hook.ts';
import { textOrNull } from '../../../transport/read-wire.ts';
import { isSameSecret } from '../../is-same-secret.ts';
import { readFieldsOrNone } from '../../connection/read-reply.ts';
import type { CallgearSettings } from '../settings.ts';

/**
 * Reads a notification of the account. The vendor signs none, so the address is all there is to know it by; and it sends what
 * its cabinet was told to, so only one that names its call can be told from the next.
 */
export const createReadHook =
  ({ secret }: NonNullable<CallgearSettings['hook']>) =>
  ({ rest, body }: Hook): HookReading => {
    if (!isSameSecret(rest, secret)) return REFUSED;
    const namesCall = textOrNull(readFieldsOrNone(body)['call_session_id']) !== null;
    return { kind: 'hint', message: namesCall ? body : null };
  };
