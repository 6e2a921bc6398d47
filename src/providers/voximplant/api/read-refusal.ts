import { numberOrNull, recordOf, textOrNull } from '../../../transport/read-wire.ts';

/** The vendor's no, as it stands in a body: a code, and words for it. */
export type Refusal = { readonly code: number | null; readonly message: string | null };

/** Reads the refusal in a body that has been parsed; without a code there is none. */
export function refusalIn(body: unknown): Refusal {
  const { code, msg } = recordOf(recordOf(body)['error']);
  return { code: numberOrNull(code), message: textOrNull(msg) };
}
