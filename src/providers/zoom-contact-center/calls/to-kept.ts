import type { CallSession } from '../../../domain/call-session.ts';
import { withoutLinks } from './to-raw.ts';

/** The call as it may be kept: its rows without the links that lead to recordings. */
export const toKept = (call: CallSession): CallSession => ({
  ...call,
  row: withoutLinks(call.row),
  ...(call.legs && { legs: call.legs.map(withRow) }),
  ...(call.recordings && { recordings: call.recordings.map(withRow) }),
});

const withRow = <Part extends { readonly row?: unknown }>(part: Part): Part => ({
  ...part,
  row: withoutLinks(part.row),
});
