import { randomUUID } from 'node:crypto';

/** The id that a client or a proxy gave a request, where it is fit for a line of the log; a new one otherwise. */
export const toRequestId = (given: string | null | undefined): string =>
  typeof given === 'string' && /^[\w.-]{1,64}$/.test(given) ? given : randomUUID();
