import { createClient } from './client.ts';

/** What the process is told first. Every later message ends it. */
export type AskPages = {
  readonly url: string;
  /** Sent as they are; each connection begins with another one. */
  readonly bodies: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly connections: number;
};
/** What it had of it. */
export type AskedPages = { readonly answers: number; readonly refusals: number };

/** A client that asks again as soon as it has an answer, over many connections, and comes back at once where it is refused. */
process.once('message', (message) => {
  const { url, bodies, headers, connections } = message as AskPages;
  const client = createClient(headers);
  let [answers, refusals, next] = [0, 0, 0];
  const ask = async (): Promise<void> => {
    for (;;) {
      const body = bodies[next++ % bodies.length]!;
      await client.ask({ url, body }).then(
        () => (answers += 1),
        () => (refusals += 1),
      );
    }
  };
  void Promise.all(Array.from({ length: connections }, ask));
  process.on('message', () => process.send?.({ answers, refusals } satisfies AskedPages));
  process.send?.(null);
});
process.once('disconnect', () => process.exit(0));
