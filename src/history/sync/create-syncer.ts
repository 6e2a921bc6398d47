import type { ProviderError } from '../../domain/provider-error.ts';
import { dayOf } from '../../time/day.ts';
import { DAY_MS, HOUR_MS, type Instant, SECOND_MS, ceilToSecond, floorToSecond } from '../../time/instant.ts';
import { type TimeRange, intersectRanges, isEmptyRange } from '../../time/time-range.ts';
import { waitingAs } from '../../time/waiting-as.ts';
import { keptSince } from '../kept-since.ts';
import { CALL_PARTS, type Kept } from '../store/vendor-reading.ts';
import type { Paced } from './bring-parts.ts';
import { AGES_MS, type DueDay, findAuditDay, findDueDay, isNight, partsStillOpen } from './closed-days.ts';
import { gapsIn, newestWithin } from './gaps.ts';
import { createHintedReadings } from './hinted-readings.ts';
import { type Horizon, openHorizon } from './horizon.ts';
import { createNamesReader } from './names.ts';
import { createPace } from './pace.ts';
import { NOTHING_KEPT } from './read-span.ts';
import { createReader } from './read-through.ts';
import { type Rung, rungsAt } from './rungs.ts';
import { createSpansToRetry } from './spans-to-retry.ts';
import { createSharedReadings } from './shared-readings.ts';
import type { SyncerOptions } from './syncer-options.ts';
import { createTranscriptsReader } from './transcripts.ts';

/** What a sync did just now. */
export type SyncStep = {
  /** Null where nothing was due. */
  readonly did: 'followed' | 'filled' | 'read again' | 'audited' | 'named' | 'read transcripts' | null;
  readonly range: TimeRange | null;
  readonly calls: number;
  readonly kept: Kept;
  /** When to go on: 0 for at once. */
  readonly waitMs: number;
  /** Whether a limit by the day is what it waits for. */
  readonly isHeldBack: boolean;
  /** Whether closed history is still missing, the hour that has just closed apart. */
  readonly hasGaps: boolean;
  /** Why something of it is not kept whole. */
  readonly problem: ProviderError | null;
};

/** One account's sync, a step at a time. */
export type Syncer = {
  /** Does what is due next, and says when to come back. Throws what stood in the way; what was read by then is kept. */
  step(signal: AbortSignal): Promise<SyncStep>;
  /** Waits until a range was read within the last so many milliseconds, together with all others who want that. */
  fresh(range: TimeRange, maxAgeMs: number, signal: AbortSignal): Promise<void>;
  /** Says that people want a range: what is missing of it comes next. */
  readNext(range: TimeRange): void;
  /** A vendor says that a call has ended: see createHintedReadings. */
  hint(againMs?: number): boolean;
  /** Reads a closed span again, whole, and says what differed: that is put right. */
  readAgain(range: TimeRange, signal: AbortSignal): Promise<Pick<SyncStep, 'calls' | 'kept' | 'problem'>>;
  /** Calls that started before this no longer appear newly, as far as it is known. */
  settledThrough(): Instant;
  /** Reads what other processes have learned of this account since. */
  refresh(): Promise<void>;
  /** What shall be kept: from how far back, until where history is closed. */
  target(): TimeRange;
  /** Ends what people wait for: nothing is written any more when it has ended. */
  close(reason: Error): Promise<void>;
};

/** What is closed is read as closed once an hour or so, not second by second. */
const CLOSING_MS = HOUR_MS / 2;
/** How often it is looked for what else is due, while nothing was. */
const LOOK_MS = 60_000;
const MOST_WANTED = 100;

/** Makes the sync of one account; nothing is asked before the first step. */
export async function createSyncer(options: SyncerOptions): Promise<Syncer> {
  const { provider, store, account, settings, log, now, timer } = options;
  const horizon: Horizon = await openHorizon(options);
  const pace = createPace(provider, { share: settings.share, timer, now });
  const toRetry = createSpansToRetry(timer);
  const names = createNamesReader(options);
  const transcripts = createTranscriptsReader({
    ...options,
    settledThrough: () => horizon.settledThrough(),
    isKept: settings.keepTranscripts === true,
  });
  const readAt = new Map<Rung['name'], number>();
  let wants: readonly TimeRange[] = [];
  let lookAt = -Infinity;
  let expiredAt = -Infinity;
  let hasFollowed = false;
  let hasReadTranscripts = false;
  let hasGaps = true;

  const target = (): TimeRange => {
    const to = Math.floor(horizon.settledThrough() / CLOSING_MS) * CLOSING_MS;
    const from = Math.max(keptSince(provider, settings.keepDays, now()), options.since ?? -Infinity);
    return { from: Math.min(to, ceilToSecond(from)), to };
  };
  const { read, readThrough } = createReader(options, { horizon, toRetry });
  const shared = createSharedReadings({
    now,
    coverage: (range) => store.coverage(account, range, CALL_PARTS),
    async read(range, isUrgent, signal) {
      const inTurn = pace.paced(signal);
      const paced: Paced = (ask) => (isUrgent() ? ask() : inTurn(ask));
      await readThrough({ range, parts: CALL_PARTS }, paced, signal);
    },
  });

  const hinted = createHintedReadings({
    now,
    timer,
    urgentEveryMs: settings.freshSeconds * SECOND_MS,
    async read(isUrgent, signal) {
      const young = rungsAt(now(), target().to, settings).find(({ name }) => name === 'young');
      // What is left of a day's limit is for people, and for the turns that the day still has.
      if (young === undefined || pace.msUntilFree() > 0) return;
      // Not together with those who wait for older hours: these keep to the share of the minute, and may take all of it.
      const paced: Paced = isUrgent ? asHooks : pace.paced(signal);
      await readThrough({ range: young.range, parts: CALL_PARTS }, paced, signal);
    },
  });

  const follow = async (rung: Rung, signal: AbortSignal): Promise<Partial<SyncStep>> => {
    readAt.set(rung.name, timer.elapsed());
    await shared.readSince(rung.range, { since: now() - rung.everyMs / 2, isUrgent: false }, signal);
    return { did: 'followed', range: rung.range };
  };
  const fill = async (range: TimeRange, signal: AbortSignal): Promise<Partial<SyncStep>> => {
    const { kept, calls, through, problem } = await read({ range, parts: CALL_PARTS }, pace.paced(signal), signal);
    return { did: 'filled', range: { from: through, to: range.to }, kept, calls, problem };
  };
  const readAgain = async ({ range, ageMs }: DueDay, signal: AbortSignal): Promise<Partial<SyncStep>> => {
    const request = { range, parts: partsStillOpen(provider, ageMs), mayHaveExpired: ageMs > AGES_MS.at(-1)! };
    const { kept, calls, problem } = await readThrough(request, pace.paced(signal), signal);
    if (kept.added > 0) await tellLate(range, kept.added);
    return { did: 'read again', range, kept, calls, problem };
  };
  const tellLate = async (range: TimeRange, calls: number): Promise<void> => {
    const isWider = await horizon.noteLate(calls);
    log.warn(
      { provider: account.key, day: dayOf(range.from), late: calls, lateSoFar: horizon.late() },
      `calls appeared after their day was thought closed${isWider ? ': from now on days stay open longer' : ''}`,
    );
  };

  /** The rung that is due by most, measured by how often it is read. */
  const dueRung = (): { readonly rung: Rung | null; readonly waitMs: number } => {
    let due: { readonly rung: Rung; readonly by: number } | null = null;
    let waitMs = Infinity;
    for (const rung of rungsAt(now(), target().to, settings)) {
      const passed = timer.elapsed() - (readAt.get(rung.name) ?? -Infinity);
      waitMs = Math.min(waitMs, rung.everyMs - passed);
      const by = passed / rung.everyMs;
      if (by >= 1 && by > (due?.by ?? 0)) due = { rung, by };
    }
    return { rung: due?.rung ?? null, waitMs: Math.max(0, waitMs) };
  };

  /** What closed history wants: what people asked for, names, days of a certain age, what is missing, the nightly audit. */
  const findWork = async (
    stopping: AbortSignal,
  ): Promise<((signal: AbortSignal) => Promise<Partial<SyncStep>>) | null> => {
    const range = target();
    const [whole, calls] = await Promise.all([
      store.coverage(account, range, CALL_PARTS),
      store.coverage(account, range, ['calls']),
    ]);
    const resting = toRetry.resting();
    const settled = whole.filter(({ isSettled }) => isSettled).map((span) => span.range);
    const gaps = gapsIn(range, [...settled, ...resting]);
    hasGaps = gapsIn({ from: range.from, to: range.to - HOUR_MS }, settled).length > 0;
    wants = wants.filter((want) => newestWithin(gaps, want) !== null);
    const wanted = wants.at(-1);
    if (wanted !== undefined) return (signal) => fill(newestWithin(gaps, wanted)!, signal);

    if (await names.areDue())
      return async (signal) => ({ did: 'named', problem: await names.read(pace.paced(signal), signal) });
    const readable = calls.filter(
      (span) => !resting.some((rest) => rest.from < span.range.to && rest.to > span.range.from),
    );
    const recordings = await transcripts.findDue(stopping);
    const readTranscripts = async (signal: AbortSignal): Promise<Partial<SyncStep>> => ({
      did: 'read transcripts',
      problem: await transcripts.read(recordings, pace.paced(signal), signal),
    });
    // Turn by turn: a history that takes weeks to come must not keep what was said yesterday from being found.
    hasReadTranscripts = recordings.length > 0 && !hasReadTranscripts;
    if (hasReadTranscripts) return readTranscripts;
    const due = findDueDay(range, now(), readable);
    if (due !== null) return (signal) => readAgain(due, signal);
    const gap = gaps.at(-1);
    if (gap !== undefined) return (signal) => fill(gap, signal);
    if (recordings.length > 0) return readTranscripts;

    const auditedAt = ((await store.getNote(account, AUDIT)) ?? -Infinity) as Instant;
    if (now() - auditedAt < DAY_MS / 2 || !isNight(now(), account.timeZone)) return null;
    const old = findAuditDay(range, now(), readable);
    if (old === null) return null;
    return async (signal) => {
      await store.putNote(account, AUDIT, now());
      return { ...(await readAgain(old, signal)), did: 'audited' };
    };
  };

  const expire = async (): Promise<void> => {
    if (settings.keepDays === null || timer.elapsed() - expiredAt < DAY_MS / 24) return;
    const before = now() - settings.keepDays * DAY_MS;
    expiredAt = timer.elapsed();
    const calls = await store.expire(account, before);
    if (calls > 0) log.info({ provider: account.key, calls }, `calls older than ${settings.keepDays} days are gone`);
  };

  return {
    async step(signal) {
      const idle = {
        did: null,
        range: null,
        calls: 0,
        kept: NOTHING_KEPT,
        waitMs: 0,
        isHeldBack: false,
        problem: null,
      };
      await expire();
      const heldBackMs = pace.msUntilFree();
      if (heldBackMs > 0) return { ...idle, waitMs: heldBackMs, isHeldBack: true, hasGaps };
      // What is begun has its time: this wait for the next minute is not taken from it.
      const minuteMs = pace.minuteMs();
      if (minuteMs > 0) await timer.wait(minuteMs, signal);
      const { rung, waitMs } = dueRung();
      // Turn by turn: a vendor that is slow to show its newest calls must not keep its history from coming.
      if (rung !== null && !hasFollowed) {
        hasFollowed = true;
        return { ...idle, ...(await follow(rung, signal)), hasGaps };
      }
      hasFollowed = false;
      if (timer.elapsed() >= lookAt) {
        const work = await findWork(signal);
        if (work !== null) return { ...idle, ...(await work(signal)), hasGaps };
        lookAt = timer.elapsed() + LOOK_MS;
      }
      return { ...idle, waitMs: rung !== null ? 0 : Math.min(waitMs, lookAt - timer.elapsed()), hasGaps };
    },
    fresh(range, maxAgeMs, signal) {
      const at = now();
      const past = intersectRanges(
        { from: floorToSecond(range.from), to: ceilToSecond(range.to) },
        {
          from: -Infinity,
          to: floorToSecond(at),
        },
      );
      // What is half as old would be due soon after: one list brings both.
      return shared.readSince(past, { since: at - maxAgeMs, renewSince: at - maxAgeMs / 2 }, signal);
    },
    readNext(range) {
      const closed = intersectRanges(range, target());
      if (isEmptyRange(closed) || wants.some(({ from, to }) => from <= closed.from && to >= closed.to)) return;
      wants = [...wants, closed].slice(-MOST_WANTED);
      lookAt = -Infinity;
    },
    readAgain(range, signal) {
      const mayHaveExpired = now() - range.to > AGES_MS.at(-1)!;
      return readThrough({ range, parts: CALL_PARTS, mayHaveExpired }, pace.paced(signal), signal);
    },
    hint: (againMs) => hinted.note(againMs),
    settledThrough: () => horizon.settledThrough(),
    refresh: () => horizon.refresh(),
    target,
    async close(reason) {
      await Promise.all([hinted.close(), shared.close(reason)]);
    },
  };
}

const AUDIT = 'audited-at';

/** In a vendor's line all hints together are one caller, and not whoever's request brought one. */
const asHooks: Paced = (ask) => waitingAs({ caller: 'hooks', urgency: 'list', way: undefined }, ask);
