import type { CallSession } from '../../../domain/call-session.ts';
import { toRaw } from './to-raw.ts';

/** The call as it may be kept. What has to know a link whole, such as its opening, asks the portal again. */
export const toKept = (call: CallSession): CallSession => ({ ...call, row: toRaw(call) });
