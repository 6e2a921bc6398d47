/** How long before its end a link is asked for again, and the least that lies between two questions. */
const LEAD_MS = 60_000;
const LEAST_MS = 10_000;
/** What a browser's timer can wait for. */
const MOST_MS = 2 ** 31 - 1;

/** How long a link that ends at a moment can wait until it is renewed: a minute before, and for short links with a third of their time left. */
export function renewAfterMs(expiresAt: string, now: number): number {
  const left = Date.parse(expiresAt) - now;
  return Math.min(MOST_MS, Math.max(LEAST_MS, left - Math.min(LEAD_MS, left / 3)));
}
