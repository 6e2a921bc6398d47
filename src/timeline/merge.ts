/**
 * A stream that is read page by page. It knows its rows up to a frontier, and `reaches` tells whether a row of another
 * stream lies on the known side of it.
 */
export type Source<Row> = {
  /** The first row that was not taken yet. */
  head(): Row | undefined;
  take(): void;
  /** Whether another question may bring more. False at the end, and after a failure. */
  canPull(): boolean;
  /** Asks for more. Never rejects: a failure shows in canPull and stalledAt. Asking twice is asking once. */
  pull(): Promise<void>;
  /** Whether everything up to and including the place of the row is known. */
  reaches(row: Row): boolean;
  /** How far it has come in reading order: of two sources, the larger number knows more. */
  progress(): number;
  /** Whether it came some way and then ran out of time: what lies beyond its frontier is for another page. */
  hasStalled(): boolean;
};

/** What to do with the next row: take it and go on, take it as the last one, or leave it where it is and end. */
export type Verdict = 'take' | 'last' | 'leave';

/**
 * Hands out the rows of many ordered sources in one order, asking only the sources that the next row depends on, and
 * those at the same time. A source that failed is left out. The merge ends where a stalled source ends, so that nothing
 * of it is passed over, and gives that source back.
 */
export async function merge<Row, Stream extends Source<Row>>(
  sources: readonly (Stream & Source<Row>)[],
  compare: (a: Row, b: Row) => number,
  receive: (row: Row) => Verdict,
): Promise<Stream | null> {
  for (;;) {
    const leader = least(sources, compare);
    const next = leader?.head();
    // Invariant: a row is handed out only when no source can still bring one before it.
    const isUnsure = (source: Stream): boolean =>
      source.head() === undefined && !(next !== undefined && source.reaches(next));
    const unsure = sources.filter(isUnsure);
    const stalled = leastFar(unsure.filter((source) => source.hasStalled()));
    const open = unsure.filter((source) => source.canPull() && !(stalled && source.progress() >= stalled.progress()));
    if (open.length > 0) {
      await Promise.all(open.map((source) => source.pull()));
      continue;
    }
    if (stalled || next === undefined) return stalled;
    const verdict = receive(next);
    if (verdict !== 'leave') leader?.take();
    if (verdict !== 'take') return null;
  }
}

/** Whether any source has a further row; ends with the first that has one. */
export async function hasRow<Row>(sources: readonly Source<Row>[]): Promise<boolean> {
  for (;;) {
    if (sources.some((source) => source.head() !== undefined)) return true;
    const open = sources.filter((source) => source.canPull());
    if (open.length === 0) return false;
    await Promise.race(open.map((source) => source.pull()));
  }
}

function least<Row>(sources: readonly Source<Row>[], compare: (a: Row, b: Row) => number): Source<Row> | undefined {
  let best: Source<Row> | undefined;
  let bestHead: Row | undefined;
  for (const source of sources) {
    const head = source.head();
    if (head === undefined || (bestHead !== undefined && compare(bestHead, head) <= 0)) continue;
    best = source;
    bestHead = head;
  }
  return best;
}

const leastFar = <Stream extends Source<unknown>>(sources: readonly Stream[]): Stream | null =>
  sources.reduce<Stream | null>(
    (least, source) => (least && least.progress() <= source.progress() ? least : source),
    null,
  );
