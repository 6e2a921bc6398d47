const SECOND_MS = 1000;

/** What is drawn of a call: its own span, and what lies in it. */
type DrawnCall = {
  readonly startedAt: string;
  readonly durationSeconds: number | null;
  readonly waitSeconds: number | null;
  readonly talkSeconds: number | null;
};

export type DrawnSpan = { readonly startedAt: string | null; readonly durationSeconds: number | null };

type DrawnLeg = DrawnSpan & {
  readonly id: string;
  readonly outcome: string;
  readonly agent: { readonly id: string; readonly displayName: string | null } | null;
};

/** A stretch of the axis: where it begins and how long it is, as shares of the whole. */
export type Stretch = { readonly from: number; readonly length: number };

export type CallAxis<Leg, Recording> = {
  /** The call itself; null where it is not known how long it lasted. */
  readonly whole: Stretch | null;
  readonly ticks: readonly { readonly atSeconds: number; readonly at: number }[];
  /** Null where the system does not say how long they waited or spoke. */
  readonly wait: Stretch | null;
  readonly talk: Stretch | null;
  readonly legs: readonly (Leg & { readonly stretch: Stretch | null; readonly passedOnTo: string | null })[];
  readonly recordings: readonly (Recording & { readonly stretch: Stretch | null })[];
};

/**
 * Lays a call, its legs and its recordings on one axis, which begins with the call and ends with the last of them. With
 * `now` the call still goes on: what has no length yet reaches up to now.
 */
export function toCallAxis<Leg extends DrawnLeg, Recording extends DrawnSpan>(
  call: DrawnCall,
  legs: readonly Leg[],
  recordings: readonly Recording[],
  now: Date | null = null,
): CallAxis<Leg, Recording> {
  const start = Date.parse(call.startedAt);
  const secondsIn = (at: string): number => (Date.parse(at) - start) / SECOND_MS;
  const lengthOf = ({ startedAt, durationSeconds }: DrawnSpan): number | null =>
    durationSeconds ??
    (now === null || startedAt === null ? null : Math.max(0, (now.getTime() - Date.parse(startedAt)) / SECOND_MS));
  const endOf = (span: DrawnSpan): number =>
    span.startedAt === null ? 0 : secondsIn(span.startedAt) + (lengthOf(span) ?? 0);
  const spanSeconds = Math.max(1, endOf(call), ...legs.map(endOf), ...recordings.map(endOf));
  const toStretch = (fromSeconds: number, lengthSeconds: number): Stretch => {
    const from = clamp(fromSeconds / spanSeconds);
    return { from, length: clamp((fromSeconds + lengthSeconds) / spanSeconds) - from };
  };
  const stretchOf = (span: DrawnSpan): Stretch | null => {
    const length = lengthOf(span);
    return span.startedAt === null || length === null ? null : toStretch(secondsIn(span.startedAt), length);
  };

  const { waitSeconds, talkSeconds } = call;
  return {
    whole: stretchOf(call),
    ticks: ticksOf(spanSeconds).map((atSeconds) => ({ atSeconds, at: atSeconds / spanSeconds })),
    wait: waitSeconds === null ? null : toStretch(0, waitSeconds),
    // People speak after they have waited.
    talk: talkSeconds === null ? null : toStretch(waitSeconds ?? 0, talkSeconds),
    legs: legs.map((leg) => ({ ...leg, stretch: stretchOf(leg), passedOnTo: passedOnTo(leg, legs) })),
    recordings: recordings.map((recording) => ({ ...recording, stretch: stretchOf(recording) })),
  };
}

/** Whom an agent gave the call to: the next who answered on a leg that began later. Legs that ring together are no transfer. */
function passedOnTo(leg: DrawnLeg, legs: readonly DrawnLeg[]): string | null {
  if (!tookPart(leg)) return null;
  const later = legs.filter((other) => tookPart(other) && Date.parse(other.startedAt!) > Date.parse(leg.startedAt!));
  const [next] = later.sort((a, b) => Date.parse(a.startedAt!) - Date.parse(b.startedAt!));
  return next === undefined || next.agent!.id === leg.agent!.id ? null : next.agent!.displayName;
}

const tookPart = ({ agent, startedAt, outcome }: DrawnLeg): boolean =>
  agent !== null && startedAt !== null && outcome === 'ANSWERED';

const clamp = (share: number): number => Math.min(1, Math.max(0, share));

/** Steps that people count time in. */
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 43_200, 86_400];
const MOST_TICKS = 6;
/** Hours are written longer. */
const MOST_TICKS_OF_HOURS = 4;
const HOUR_SECONDS = 3600;

/** The round moments of a span: never more than fit beside each other. */
export function ticksOf(spanSeconds: number): readonly number[] {
  const most = spanSeconds < HOUR_SECONDS ? MOST_TICKS : MOST_TICKS_OF_HOURS;
  const step = STEPS.find((each) => spanSeconds / each < most) ?? Math.ceil(spanSeconds / most);
  return Array.from({ length: Math.floor(spanSeconds / step) + 1 }, (_, index) => index * step);
}
