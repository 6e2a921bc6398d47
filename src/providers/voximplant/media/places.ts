import type { MediaKey } from '../../../domain/media.ts';
import { ProviderError, type Slot, orThrow } from '../../../domain/provider-error.ts';
import type { Instant } from '../../../time/instant.ts';
import { booleanOrNull, idOrNull, objectsOf, textOrNull } from '../../../transport/read-wire.ts';
import { createMemory } from '../../create-memory.ts';
import type { CallRow, RecordRow, SessionRow } from '../api/wire.ts';
import type { GetCalls } from '../calls/get-calls.ts';
import { toSwitches } from '../calls/plan-parts.ts';
import { rowOf } from '../calls/row.ts';
import { recordIdIn, recordIdOf } from './to-recording.ts';

/** Where files lie at the vendor; null where there is none. */
export type Places = ReturnType<typeof createPlaces>;

/** A player asks for a recording many times over, piece by piece: its place is looked up once. */
const PLACES_KEPT = 1000;
const KEPT_MS = 300_000;
const NOTHING_MADE = { agents: false, legs: false, recordings: false, cost: false };

/** Looks places up in the rows of their calls, and remembers them for a while. */
export function createPlaces(getCalls: GetCalls, now: () => Instant) {
  const places = createMemory<string>({ max: PLACES_KEPT, keptMs: KEPT_MS, now });
  const nameOf = ({ kind, nativeId }: MediaKey): string => `${kind} ${nativeId}`;

  /** Those of many calls, looked up together. */
  const findAll = async (keys: readonly MediaKey[], signal: AbortSignal): Promise<Slot<string>[]> => {
    const unknown = keys.filter((key) => places.get(nameOf(key)) === undefined);
    const switches = toSwitches({
      calls: unknown.some(({ kind }) => kind === 'recording'),
      records: unknown.some(({ kind }) => kind !== 'log'),
      otherResources: false,
    });
    const sessions = unknown.map(({ session }) => session);
    const calls = sessions.length === 0 ? [] : await getCalls(sessions, { switches, parts: NOTHING_MADE }, signal);
    const found = new Map<MediaKey, Slot<string>>();
    for (const [index, key] of unknown.entries()) {
      const call = calls[index] ?? null;
      const place = call === null || call instanceof ProviderError ? call : placeIn(rowOf(call), key);
      if (typeof place === 'string') places.set(nameOf(key), place);
      found.set(key, place);
    }
    return keys.map((key) => found.get(key) ?? places.get(nameOf(key)) ?? null);
  };

  return {
    findAll,
    async find(key: MediaKey, signal: AbortSignal): Promise<string | null> {
      const [place = null] = await findAll([key], signal);
      return orThrow(place);
    },
  };
}

function placeIn(row: SessionRow, key: MediaKey): string | null {
  if (key.kind === 'log') return textOrNull(row.log_file_url);
  const records = objectsOf(row.records) as readonly RecordRow[];
  const record = records.find((each, position) => recordIdOf(each, key.session, position) === key.nativeId);
  if (!record) return key.kind === 'recording' ? placeOfCall(row, key.nativeId) : null;
  if (key.kind === 'recording') return booleanOrNull(record.is_removed) === true ? null : textOrNull(record.record_url);
  const transcript = URL.parse(textOrNull(record.transcription_url) ?? '');
  const id = idOrNull(record.record_id);
  if (transcript && id !== null) transcript.searchParams.set('record_id', id);
  return transcript?.href ?? null;
}

/** A call's link may name another record than the session's recordings do, as in the vendor's own example. */
function placeOfCall(row: SessionRow, recordId: string): string | null {
  const links = objectsOf(row.calls).map((call: CallRow) => textOrNull(call.record_url));
  return links.find((link) => recordIdIn(link) === recordId) ?? null;
}
