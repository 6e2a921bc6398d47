import type { ServerResponse } from 'node:http';

/** How many bytes of answers may wait for their clients to take them: of one client, and in all. */
export type UntakenBounds = { readonly ofClient: number; readonly inAll: number };

/** Some pages of the largest size for each client: whoever reads slowly goes on, and nobody fills the memory. */
export const UNTAKEN_BOUNDS: UntakenBounds = { ofClient: 32 * 1024 * 1024, inAll: 192 * 1024 * 1024 };

/** There may be thousands of answers: they are not summed up for each request. */
const SUMMED_EVERY_MS = 100;

export type Untaken = ReturnType<typeof createUntaken>;

/** What is ready for clients, and has not been taken yet. Where many leave too much lying, those who leave most are cut off. */
export function createUntaken({ ofClient, inAll }: UntakenBounds = UNTAKEN_BOUNDS) {
  const answers = new Map<string, Set<ServerResponse>>();
  let summedAt = -Infinity;
  const bytesOf = (client: string): number =>
    [...(answers.get(client) ?? [])].reduce((sum, { writableLength }) => sum + writableLength, 0);
  const cutOff = (): void => {
    if (performance.now() - summedAt < SUMMED_EVERY_MS) return;
    summedAt = performance.now();
    const byClient = [...answers.keys()].map((client) => ({ client, bytes: bytesOf(client) }));
    let sum = byClient.reduce((all, { bytes }) => all + bytes, 0);
    for (const { client, bytes } of byClient.sort((one, other) => other.bytes - one.bytes)) {
      if (sum <= inAll) return;
      sum -= bytes;
      for (const response of answers.get(client) ?? []) if (response.writableLength > 0) response.destroy();
    }
  };
  return {
    /** Whether a client is to take what it has asked for before it gets more. */
    isTooMuch(client: string): boolean {
      cutOff();
      return bytesOf(client) > ofClient;
    },
    /** Something is going to be answered. */
    watch(client: string, response: ServerResponse): void {
      const own = answers.get(client) ?? new Set();
      answers.set(client, own.add(response));
      response.once('close', () => {
        own.delete(response);
        if (own.size === 0) answers.delete(client);
      });
    },
  };
}
