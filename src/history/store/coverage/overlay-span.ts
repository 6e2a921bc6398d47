/** A span as it is stored: seconds, half-open. */
export type StoredSpan = {
  readonly from: number;
  readonly to: number;
  readonly readAt: number;
  readonly isSettled: boolean;
};

/**
 * Lays a new span over those that are there, which do not overlap: where they meet, the newer reading counts. Neighbours of
 * one reading become one. What comes back is ordered and does not overlap either.
 */
export function overlaySpan(known: readonly StoredSpan[], laid: StoredSpan): StoredSpan[] {
  const newer = known.filter(({ readAt }) => readAt > laid.readAt);
  const older = known.filter(({ readAt }) => readAt <= laid.readAt);
  const visible = newer.reduce((pieces, span) => pieces.flatMap((piece) => cutOut(piece, span)), [laid]);
  const left = older.flatMap((span) => cutOut(span, laid));
  return joinSpans([...newer, ...left, ...visible].sort((a, b) => a.from - b.from));
}

/** What is left of a span without another. */
export const cutOut = (span: StoredSpan, hole: { readonly from: number; readonly to: number }): StoredSpan[] =>
  [
    { ...span, to: Math.min(span.to, hole.from) },
    { ...span, from: Math.max(span.from, hole.to) },
  ].filter(({ from, to }) => from < to);

/** Joins neighbours of one reading. */
function joinSpans(spans: readonly StoredSpan[]): StoredSpan[] {
  const joined: StoredSpan[] = [];
  for (const span of spans) {
    const last = joined.at(-1);
    if (last?.to === span.from && last.readAt === span.readAt && last.isSettled === span.isSettled)
      joined[joined.length - 1] = { ...last, to: span.to };
    else joined.push(span);
  }
  return joined;
}

/** Where spans of every part lie over each other: read when the oldest was, settled where all are. */
export const intersectParts = (parts: readonly (readonly StoredSpan[])[]): StoredSpan[] =>
  parts.length === 0 ? [] : joinSpans(parts.reduce(intersectSpans));

function intersectSpans(a: readonly StoredSpan[], b: readonly StoredSpan[]): StoredSpan[] {
  const shared: StoredSpan[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    const [left, right] = [a[i]!, b[j]!];
    const [from, to] = [Math.max(left.from, right.from), Math.min(left.to, right.to)];
    if (from < to)
      shared.push({
        from,
        to,
        readAt: Math.min(left.readAt, right.readAt),
        isSettled: left.isSettled && right.isSettled,
      });
    if (left.to <= right.to) i += 1;
    else j += 1;
  }
  return shared;
}
