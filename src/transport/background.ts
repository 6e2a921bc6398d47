import { type Meter, type Rate, createMeter, partOf } from './rate.ts';

/**
 * Keeps what runs in the background within its share of a label: of the requests where a vendor's limit is known, of the
 * time at the vendor where it is not, and of the pace that refusals have taught. Nothing is drawn yet.
 */
export function createBackground(rate: Rate | null) {
  let meter: { readonly of: Meter; readonly share: number } | null = null;
  let lastAt = -Infinity;
  let freeAt = -Infinity;

  const meterFor = (share: number): Meter | null => {
    if (rate === null) return null;
    if (meter?.share !== share) meter = { of: createMeter(partOf(rate, share)), share };
    return meter.of;
  };
  return {
    /** Milliseconds until so many points can be drawn; 0 for now. `perSecond` is the pace learned for everybody. */
    msUntil(points: number, share: number, perSecond: number): number {
      const now = performance.now();
      const learnedMs = perSecond === Infinity ? 0 : lastAt + 1000 / (share * perSecond) - now;
      const knownMs = meterFor(share)?.msUntil(points, 0) ?? freeAt - now;
      return Math.max(0, learnedMs, knownMs);
    },
    /** A request is sent; what comes back is called once it has ended. Time in line is not asking. */
    enter(points: number, share: number): () => void {
      const sentAt = performance.now();
      lastAt = sentAt;
      meterFor(share)?.draw(points);
      return () => {
        const now = performance.now();
        freeAt = Math.max(freeAt, now + (now - sentAt) * (1 / share - 1));
      };
    },
    /** What a reply says of the limit wins over what was assumed. */
    learn(learned: Rate): void {
      [rate, meter] = [learned, null];
    },
  };
}
