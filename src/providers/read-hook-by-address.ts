import { type Hook, type HookReading, REFUSED } from '../domain/hook.ts';
import { textOrNull } from '../transport/read-wire.ts';
import { readFieldsOrNone } from './connection/read-reply.ts';
import { isSameSecret } from './is-same-secret.ts';

/**
 * Reads what is sent where nothing is signed. The secret at the end of the address is all there is to know the sender by;
 * and somebody at the vendor has chosen what is sent, so only what names its call in `idField` can be told from the next.
 */
export const readHookByAddress =
  (idField: string, hint: { readonly againMs?: number } = {}) =>
  ({ secret }: { readonly secret: string }) =>
  ({ rest, body }: Hook): HookReading => {
    if (!isSameSecret(rest, secret)) return REFUSED;
    const namesCall = textOrNull(readFieldsOrNone(body)[idField]) !== null;
    return { kind: 'hint', message: namesCall ? body : null, ...hint };
  };
