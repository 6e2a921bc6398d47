import { onceById } from '../../../domain/native-id.ts';
import type { CallSession } from '../../../domain/call-session.ts';
import { DAY_MS, HOUR_MS, type Instant, SECOND_MS } from '../../../time/instant.ts';
import { ProviderError, type Slot, asAnswer } from '../../../domain/provider-error.ts';
import type { Recording } from '../../../domain/recording.ts';
import type { TimeRange } from '../../../time/time-range.ts';
import { createRowDensity } from '../../../time/time-windows.ts';
import { idOrNull, recordOf, textOrNull } from '../../../transport/read-wire.ts';
import { createMemory } from '../../create-memory.ts';
import { type Client, toWindow } from '../api/client.ts';
import { MAX_WINDOW_MS } from '../calls/list-calls.ts';
import { type LookUp, findAll } from '../calls/plan-look-ups.ts';
import { readPages } from '../api/read-pages.ts';
import { toRecording } from './to-recording.ts';
import type { Page, RecordingRow } from '../api/wire.ts';

/** Where the bytes of a recording lie at the vendor; never leaves the provider. */
export type RecordingLinks = { readonly recording: string | null; readonly transcript: string | null };

/** Finds recordings, and where their bytes lie. */
export type RecordingFinder = ReturnType<typeof createRecordingFinder>;

const PAGE_SIZE = 300;
/** Long enough for a player that seeks; links are asked for again after it. */
const LINKS_LIFE_MS = 5 * 60_000;

/** Finds recordings by the window their calls lie in or by engagement, whichever costs fewer requests. */
export function createRecordingFinder(provider: string, client: Client, now: () => Instant) {
  const density = createRowDensity();
  const links = createMemory<RecordingLinks>({ max: 10_000, keptMs: LINKS_LIFE_MS, now });
  const remember = (rows: readonly unknown[]): void => {
    for (const value of rows) {
      const row: RecordingRow = recordOf(value);
      const id = idOrNull(row.recording_id);
      if (id !== null)
        links.set(id, { recording: textOrNull(row.download_url), transcript: textOrNull(row.transcript_url) });
    }
  };
  const readOne = async (engagementId: string, span: TimeRange, signal: AbortSignal): Promise<readonly unknown[]> => {
    const list = client.listEngagementRecordings.bind(null, engagementId);
    const parameters = { ...toWindow(span), page_size: String(PAGE_SIZE) };
    const { rows } = await readPages(provider, list, parameters, signal);
    remember(rows);
    return rows;
  };

  /** The rows of each call that is looked up, or what stood in the way of them. */
  const lookUp = async (
    lookUps: readonly LookUp[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, readonly unknown[] | ProviderError>> => {
    const found = new Map<string, readonly unknown[] | ProviderError>();
    await findAll(lookUps, {
      pageSize: PAGE_SIZE,
      maxMs: MAX_WINDOW_MS,
      density,
      readOne: async ({ nativeId, span }) => void found.set(nativeId, await readOne(nativeId, span, signal)),
      async readWindow(window, inWindow) {
        const query_date_type = 'recording_start_time';
        const parameters = { ...toWindow(window), query_date_type, page_size: String(PAGE_SIZE) };
        let total = 0;
        const isEnough = (sofar: readonly unknown[], page: Page): boolean => {
          total = Math.max(page.total ?? 0, sofar.length);
          // Not one page more than asking for each engagement would cost.
          return sofar.length <= PAGE_SIZE && total > (inWindow.length - 1) * PAGE_SIZE;
        };
        const { rows, isWhole } = await readPages(provider, client.listRecordings, parameters, signal, isEnough);
        if (!isWhole) return { count: total, missing: null };
        remember(rows);
        const byCall = Map.groupBy(rows, (row) => textOrNull((recordOf(row) as RecordingRow).engagement_id));
        for (const { nativeId } of inWindow) found.set(nativeId, byCall.get(nativeId) ?? []);
        return { count: rows.length, missing: [] };
      },
      noteFailure: (id, error) => void (found.has(id) || found.set(id, error)),
    });
    return found;
  };

  return {
    /** Recordings of each call, in order of start. */
    async find(calls: readonly CallSession[], signal: AbortSignal): Promise<Slot<readonly Recording[]>[]> {
      const unknown = onceById(calls.filter(({ recordings }) => recordings === undefined));
      const lookUps = unknown.map((call) => ({ nativeId: call.nativeId, span: spanOf(call) }));
      const found = await lookUp(lookUps, signal);
      return calls.map((call) => {
        if (call.recordings !== undefined) return call.recordings;
        const rows = found.get(call.nativeId) ?? null;
        if (rows === null || rows instanceof ProviderError) return rows;
        const recordings = onceById(rows.flatMap((row) => toRecording(row, call) ?? []));
        return recordings.sort((a, b) => (a.startedAt ?? 0) - (b.startedAt ?? 0));
      });
    },

    /** Links of one recording; null when it is gone. `isFresh` asks again what is remembered. */
    async findLinks(
      recordingId: string,
      engagementId: string,
      around: TimeRange,
      isFresh: boolean,
      signal: AbortSignal,
    ): Promise<RecordingLinks | null> {
      const known = isFresh ? undefined : links.get(recordingId);
      if (known) return known;
      links.delete(recordingId);
      await readOne(engagementId, around, signal);
      return links.get(recordingId) ?? null;
    },

    /** Looks up the links of many recordings together, for `findLinks` to know them; what fails is left to it. */
    async learnLinks(recordings: readonly Recording[], signal: AbortSignal): Promise<void> {
      const unknown = recordings.filter(({ nativeId }) => !links.has(nativeId));
      const spans = Map.groupBy(unknown, ({ sessionId }) => sessionId);
      const lookUps = [...spans].map(([nativeId, own]) => ({ nativeId, span: spanOfAll(own) }));
      await lookUp(lookUps, signal).catch(asAnswer);
    },
  };
}

/** From the first of these recordings of one call to the last; where their starts are not known, a day. */
function spanOfAll(recordings: readonly Recording[]): TimeRange {
  const starts = recordings.map(({ startedAt, sessionStartedAt }) => startedAt ?? sessionStartedAt + DAY_MS);
  return { from: Math.min(...recordings.map((each) => each.sessionStartedAt)), to: Math.max(...starts) + SECOND_MS };
}

/** A recording starts within its call; where nobody knows the end, within a day. */
const spanOf = ({ startedAt, endedAt }: CallSession): TimeRange => ({
  from: startedAt,
  to: endedAt === null ? startedAt + DAY_MS : Math.max(endedAt, startedAt) + SECOND_MS,
});

/** The window a call's recordings are looked for in when only its start is known. */
export const recordingsAround = (startedAt: number): TimeRange => ({
  from: startedAt - HOUR_MS,
  to: startedAt - HOUR_MS + MAX_WINDOW_MS,
});
