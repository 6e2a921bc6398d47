import { type Engine, type Row, statement } from '../history/store/engine.ts';
import { StoreError } from '../history/store/store-error.ts';
import type { Alone } from '../transport/shared/shared-budget.ts';
import type { Log } from '../transport/log.ts';
import { inTime } from './in-time.ts';

export type Membership = ReturnType<typeof createMembership>;

export type MembershipOptions = {
  readonly id: string;
  readonly log: Log;
  /** Each time this replica was seen; a failure counts as one of the database. */
  readonly onSeen?: () => Promise<void>;
  readonly times?: Partial<typeof TIMES>;
};

/** One that was not seen for so long may draw by itself, and the others leave it its part. */
export const SEEN_MS = 3000;

const TIMES = {
  /** How often a replica shows itself. */
  beatMs: 1000,
  seenMs: SEEN_MS,
  /** Between what a replica drew by itself and what it draws with the others, longer than a vendor's second. */
  restMs: 1500,
};
/** Whoever was not seen for so long is forgotten, also where nobody can tell what has become of it. */
const FORGOTTEN_MS = 600_000;
/** The part of one that never knew how many there are. */
const STRANGERS_PART = 0.1;

/** One that rests looks so often whether it is seen again. */
const LOOK_AGAIN_MS = 50;

/** How many are seen, and how many were a while ago and may be drawing by themselves. The asking one counts as seen. */
export const countMembers = (now: string, id: string, seenMs: number): string =>
  `(SELECT COUNT(*) FROM replicas WHERE id = ${id} OR seen_at > ${now} - ${seenMs}) AS seen,
   (SELECT COUNT(*) FROM replicas WHERE id <> ${id} AND seen_at <= ${now} - ${seenMs}) AS missing`;

/**
 * Shows this replica to the others until it leaves; tells which there are, as the database has it, and whether that can be
 * reached.
 */
export function createMembership(engine: Engine, { id, log, onSeen, times = {} }: MembershipOptions) {
  const { beatMs, seenMs, restMs } = { ...TIMES, ...times };
  const { now } = engine.words;
  let members: { readonly seen: number; readonly missing: number } | null = null;
  let cut: { readonly aloneFrom: number; restsUntil: number | null } | null = null;
  let seenAt = -Infinity;
  let absences = 0;
  let hasLeft = false;
  let timer: NodeJS.Timeout | undefined;

  const beat = async (): Promise<void> => {
    const counted = await engine.write(async ({ run }) => {
      await run(SHOW(now), [id]);
      await run(FORGET(now), [id, FORGOTTEN_MS, seenMs]);
      const [row] = await run(`SELECT ${countMembers(now, '$1', seenMs)}`, [id]);
      return row;
    });
    members = toMembers(counted);
    seenAt = performance.now();
    await onSeen?.();
  };
  /** A question to the database has failed. */
  const lost = (error: unknown): void => {
    if (cut !== null) {
      cut.restsUntil = null;
      return;
    }
    const since = members === null ? performance.now() : seenAt;
    cut = { aloneFrom: since + seenMs + beatMs / 10, restsUntil: null };
    if (hasLeft) return;
    const told = error instanceof StoreError ? error.message : String(error);
    log.warn(
      { error: told, part: partOfOne() },
      'replicas cannot be reached: vendors are asked within a part of their limits',
    );
  };
  const partOfOne = (): number => (members === null ? STRANGERS_PART : 1 / (members.seen + members.missing + 1));

  /** After drawing by itself, a replica rests before it is seen again: until then, the others leave it its part. */
  const comeBack = async (): Promise<void> => {
    if (cut === null) return;
    const hasDrawn = performance.now() >= cut.aloneFrom;
    if (hasDrawn && cut.restsUntil === null) await inTime(engine.read([statement('SELECT 1 AS one')]));
    // Until it is seen again, it draws nothing.
    cut.restsUntil ??= performance.now() + (hasDrawn ? restMs : 0);
    if (performance.now() < cut.restsUntil) return;
    await inTime(beat());
    if (hasDrawn) absences += 1;
    cut = null;
    log.info({ replicas: members?.seen }, 'replicas are reached again: the limits of vendors are shared with them');
  };
  const look = async (): Promise<void> => {
    try {
      await (cut === null ? inTime(beat()) : comeBack());
    } catch (error) {
      lost(error);
    }
    const lookAgain = (): void => void (looking = look());
    if (!hasLeft) timer = setTimeout(lookAgain, beatMs).unref();
  };
  const first = look();
  let looking = first;

  return {
    /** Resolves when this one was first seen, or could not be. */
    joined: () => first,
    /** What this replica may do by itself while it cannot reach the database; null while it can. */
    alone(): Alone | null {
      if (cut === null) return null;
      const { aloneFrom, restsUntil } = cut;
      const now = performance.now();
      const inMs = restsUntil === null ? aloneFrom - now : Math.max(LOOK_AGAIN_MS, restsUntil - now);
      return { part: partOfOne(), inMs: Math.max(0, inMs) };
    },
    /** How many there are, this one included. */
    count: (): number => members?.seen ?? 1,
    /** How often this one has drawn by itself: what was written down before may be wrong since. */
    absences: (): number => absences,
    lost,
    async leave(): Promise<void> {
      hasLeft = true;
      clearTimeout(timer);
      await looking;
      await inTime(engine.write(({ run }) => run('DELETE FROM replicas WHERE id = $1', [id]))).catch(() => {});
    },
  };
}

const toMembers = (row: Row | undefined) => ({
  seen: Number(row?.['seen'] ?? 1),
  missing: Number(row?.['missing'] ?? 0),
});

const BACKEND = "pid || ' ' || backend_start";
const SHOW = (now: string): string =>
  `INSERT INTO replicas (id, seen_at, backend)
   VALUES ($1, ${now}, (SELECT ${BACKEND} FROM pg_stat_activity WHERE pid = pg_backend_pid()))
   ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at, backend = excluded.backend`;

/**
 * One that was killed is forgotten as soon as it is missed: its connection has ended. One whose connection stands may only
 * be unable to speak; and after a start of the server no connection tells anything.
 */
const FORGET = (now: string): string =>
  `DELETE FROM replicas WHERE id <> $1 AND (seen_at <= ${now} - $2 OR (
     seen_at <= ${now} - $3
     AND seen_at > EXTRACT(EPOCH FROM pg_postmaster_start_time()) * 1000
     AND NOT EXISTS (SELECT 1 FROM pg_stat_activity WHERE ${BACKEND} = replicas.backend)))`;
