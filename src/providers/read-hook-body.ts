import { UnreadableReply, readJson } from '../transport/read-json.ts';
import { recordOf } from '../transport/read-wire.ts';

/** The fields of a hook's body; none where it is no JSON object. */
export function readHookBody(body: string): Readonly<Record<string, unknown>> {
  try {
    return recordOf(readJson(body));
  } catch (error) {
    if (error instanceof UnreadableReply) return {};
    throw error;
  }
}
