import { type Hook, type HookReading, REFUSED } from '../../../domain/hook.ts';
import { SECOND_MS } from '../../../time/instant.ts';
import { textOrNull } from '../../../transport/read-wire.ts';
import { isSameSecret } from '../../is-same-secret.ts';
import { readFieldsOrNone } from '../../connection/read-reply.ts';
import type { VoximplantSettings } from '../settings.ts';

/** The last thing that a scenario can do is done while its session still runs: it is written down after it. */
const WRITTEN_WITHIN_MS = 3 * SECOND_MS;

/**
 * Reads what a scenario has sent. The account's own callbacks, which are signed, tell of balances and reports and of no
 * call; what a scenario sends is whatever its author wrote. So the address is all there is to know it by, and only one that
 * names its session can be told from the next. https://voximplant.com/docs/references/voxengine/appevents#terminating
 */
export const createReadHook =
  ({ secret }: NonNullable<VoximplantSettings['hook']>) =>
  ({ rest, body }: Hook): HookReading => {
    if (!isSameSecret(rest, secret)) return REFUSED;
    const namesSession = textOrNull(readFieldsOrNone(body)['session_id']) !== null;
    return { kind: 'hint', message: namesSession ? body : null, againMs: WRITTEN_WITHIN_MS };
  };
