import { NoRoom } from './fair-gate.ts';
import type { NotAdmitted } from './not-admitted.ts';

/** What whoever is refused is told, and when to come again. */
export function toOverload(error: NotAdmitted | NoRoom): {
  readonly message: string;
  readonly retryAfterSeconds: number;
} {
  const isOurs = error instanceof NoRoom;
  const retryAfterSeconds = isOurs ? Math.max(1, Math.ceil(error.retryAfterMs / 1000)) : error.retryAfterSeconds!;
  const why = isOurs
    ? 'This server has as much to do as it can at a time'
    : `As much is being asked of ${error.provider} as it answers in time`;
  return { message: `${why}, so this request was not begun. Ask again in ${retryAfterSeconds} s.`, retryAfterSeconds };
}
