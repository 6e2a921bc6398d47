import { type Question, createClient } from './client.ts';
import { median } from './median.ts';

/** Pages a second of two servers, taken in turns, so that a busy moment of the machine weighs on both. */
export type Rates = {
  /** The middle of all rounds. */
  readonly rate: number;
  readonly theirRate: number;
  /** Ours by theirs in each round, in order of size; the middle one decides. */
  readonly ratios: readonly number[];
  readonly ratio: number;
};

/** How many ask at the same time, and with which headers of their own. */
export type ClientOptions = { readonly clients: number; readonly headers?: Readonly<Record<string, string>> };

/** Counted, not timed: code is fast when it has run often, on a busy machine as on an idle one. */
const WARM_UP_PAGES = 1000;
const ROUNDS = 11;
const PAGES_OF_A_ROUND = 240;

/** Compares two servers that are asked the same by as many clients. */
export async function compareRates(
  ours: readonly Question[],
  theirs: readonly Question[],
  options: ClientOptions,
): Promise<Rates> {
  await pagesPerSecond(ours, WARM_UP_PAGES, options);
  await pagesPerSecond(theirs, WARM_UP_PAGES, options);
  const rounds: { readonly ours: number; readonly theirs: number }[] = [];
  for (let round = 0; round < ROUNDS; round += 1)
    rounds.push({
      ours: await pagesPerSecond(ours, PAGES_OF_A_ROUND, options),
      theirs: await pagesPerSecond(theirs, PAGES_OF_A_ROUND, options),
    });
  const ratios = rounds.map((round) => round.ours / round.theirs).sort((a, b) => a - b);
  return {
    rate: median(rounds.map((round) => round.ours)),
    theirRate: median(rounds.map((round) => round.theirs)),
    ratios,
    ratio: median(ratios),
  };
}

/** Each client asks its next page when it has its last. */
export async function pagesPerSecond(
  questions: readonly Question[],
  pages: number,
  { clients, headers }: ClientOptions,
): Promise<number> {
  const client = createClient(headers);
  const started = performance.now();
  let asked = 0;
  const runClient = async (): Promise<void> => {
    while (asked < pages) {
      const question = questions[asked % questions.length]!;
      asked += 1;
      await client.ask(question);
    }
  };
  await Promise.all(Array.from({ length: clients }, runClient));
  const seconds = (performance.now() - started) / 1000;
  client.close();
  return pages / seconds;
}
