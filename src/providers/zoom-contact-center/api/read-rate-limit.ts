import type { Instant } from '../../../time/instant.ts';
import type { RateLimit } from '../../../domain/provider.ts';

/** Reads the rate limit headers of an answer; null where it has none. */
export function readRateLimit(headers: Readonly<Record<string, string>>): RateLimit | null {
  const limit = toCount(headers['x-ratelimit-limit']);
  const remaining = toCount(headers['x-ratelimit-remaining']);
  if (limit === null && remaining === null) return null;
  const resetsAt = toCount(headers['x-ratelimit-reset']);
  return { limit, remaining, resetsAt: resetsAt === null ? null : toInstant(resetsAt) };
}

const toCount = (text: string | undefined): number | null => (/^\d+$/.test(text ?? '') ? Number(text) : null);

// Unix seconds.
const toInstant = (seconds: number): Instant => seconds * 1000;
