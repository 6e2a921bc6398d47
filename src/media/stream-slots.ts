import { createCounts } from '../transport/counts.ts';

/** How many streams one client may have open at one provider. */
export const MAX_STREAMS = 32;

export type StreamSlots = ReturnType<typeof createStreamSlots>;

/** A listener who does not read keeps a connection to the vendor: nobody gets more of them than a player needs. */
export function createStreamSlots(most = MAX_STREAMS) {
  const open = createCounts();
  return {
    /** Takes a place for one more stream of a client at a provider, and gives what frees it again; null when there is none. */
    take(client: string, provider: string): (() => void) | null {
      const key = `${provider} ${client}`;
      if (open.of(key) >= most) return null;
      open.add(key);
      return () => open.remove(key);
    },
  };
}
