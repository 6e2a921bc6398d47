import { SECOND_MS } from '../../../time/instant.ts';
import { readHookByAddress } from '../../read-hook-by-address.ts';

/** The last thing that a scenario can do is done while its session still runs: it is written down after it. */
const WRITTEN_WITHIN_MS = 3 * SECOND_MS;

/**
 * Reads what a scenario has sent. The account's own callbacks, which are signed, tell of balances and reports and of no
 * call; what a scenario sends is whatever its author wrote. https://voximplant.com/docs/references/voxengine/appevents#terminating
 */
export const createReadHook = readHookByAddress('session_id', { againMs: WRITTEN_WITHIN_MS });
