import { UnreadableReply, readJson } from '../../../transport/read-json.ts';
import { numberOrNull, recordOf, textOrNull } from '../../../transport/read-wire.ts';

/** The vendor's no, as it stands in a body: a code, and words for it. */
export type Refusal = { readonly code: number | null; readonly message: string | null };

/** Reads the refusal in a body that has been parsed; without a code there is none. */
export function refusalIn(body: unknown): Refusal {
  const { code, msg } = recordOf(recordOf(body)['error']);
  return { code: numberOrNull(code), message: textOrNull(msg) };
}

/** The same in a text that may be no JSON at all; null stands for a text nobody has. */
export function readRefusal(text: string | null): Refusal {
  try {
    return refusalIn(text === null ? null : readJson(text));
  } catch (error) {
    if (error instanceof UnreadableReply) return refusalIn(null);
    throw error;
  }
}
