import type { Provider } from '../domain/provider.ts';
import { DAY_MS, type Instant } from '../time/instant.ts';

/** Since when the calls of a provider are to be kept: as far back as it goes, and for no longer than `keepDays`. */
export const keptSince = (provider: Provider, keepDays: number | null, now: Instant): Instant =>
  Math.max(provider.historySince(), keepDays === null ? -Infinity : now - keepDays * DAY_MS);
