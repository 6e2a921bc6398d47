import { readHookByAddress } from '../../read-hook-by-address.ts';

/** Reads a notification of the account. The vendor signs none, and sends what its cabinet was told to. */
export const createReadHook = readHookByAddress('call_session_id');
