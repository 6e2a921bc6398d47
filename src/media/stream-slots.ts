/** How many streams one client may have open at one provider. */
export const MAX_STREAMS = 32;

/** Takes a place for one more stream of a client at a provider, and gives what frees it again; null when there is none. */
export type StreamSlots = { take(client: string, provider: string): (() => void) | null };

/** A listener who does not read keeps a connection to the vendor: nobody gets more of them than a player needs. */
export function createStreamSlots(most = MAX_STREAMS): StreamSlots {
  const open = new Map<string, number>();
  return {
    take(client, provider) {
      const key = `${provider} ${client}`;
      const count = open.get(key) ?? 0;
      if (count >= most) return null;
      open.set(key, count + 1);
      return () => {
        const left = (open.get(key) ?? 1) - 1;
        if (left === 0) open.delete(key);
        else open.set(key, left);
      };
    },
  };
}
