import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createWallClock } from '../../../src/time/wall-clock.ts';
import type { RowContext } from '../../../src/providers/voximplant/calls/row.ts';
import { toCallSession } from '../../../src/providers/voximplant/calls/to-call-session.ts';
import { toRaw } from '../../../src/providers/voximplant/calls/to-kept.ts';
import type { CallRow, SessionRow } from '../../../src/providers/voximplant/api/wire.ts';
import { readJson } from '../../../src/transport/read-json.ts';

const EVERYTHING = new Set(['agents', 'legs', 'recordings', 'cost'] as const);

const context = (changes: Partial<RowContext> = {}): RowContext => ({
  provider: 'pbx',
  clock: createWallClock('Etc/GMT'),
  currency: 'USD',
  defaultCountry: null,
  findUser: () => undefined,
  ...changes,
});

const map = (row: SessionRow, changes: Partial<RowContext> = {}) => {
  const call = toCallSession(row, context(changes), EVERYTHING);
  if (!call) throw new Error('the row was not read');
  return call;
};

/** `reference-example` is the example of the vendor's reference page; `busy-then-answered` is made up in its form. */
const fixture = (name: string): SessionRow => {
  const text = readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), 'utf8');
  const { result } = readJson(text) as { result: SessionRow[] };
  return result[0]!;
};

const session = (calls: readonly CallRow[], rest: SessionRow = {}): SessionRow => ({
  call_session_history_id: 1,
  application_id: 7,
  start_date: '2026-03-02 12:30:00',
  duration: 60,
  calls,
  ...rest,
});
const call = (changes: CallRow = {}): CallRow => ({
  call_id: 11,
  start_time: '2026-03-02 12:30:01',
  duration: 0,
  local_number: '442071838750',
  remote_number: '447700900101',
  remote_number_type: 'pstn',
  incoming: true,
  successful: false,
  ...changes,
});
const ended = (code: number): CallRow => ({ end_reason: { code, details: `reason ${code}` } });

describe('a Voximplant session as a call', () => {
  it("reads the reference page's example", () => {
    const read = map(fixture('reference-example'));
    expect(read).toMatchObject({
      nativeId: '4202753936',
      startedAt: Date.UTC(2024, 4, 29, 15, 5, 26),
      endedAt: Date.UTC(2024, 4, 29, 15, 5, 32),
      durationSeconds: 6,
      talkSeconds: null,
      direction: 'INBOUND',
      kind: 'CALL',
      outcome: 'ANSWERED',
      outcomeDetail: { code: '200', reason: 'Normal call clearing' },
      customer: { number: '42027877410' },
      line: { number: '420214575' },
      agents: [],
      cost: { amount: '0.701288', currency: 'USD' },
    });
    expect(read.legs).toMatchObject([
      { nativeId: '4202571214', direction: 'INBOUND', from: { number: '42027877410' }, to: { number: '420214575' } },
    ]);
    // The two links name different records: time joins them.
    expect(read.recordings).toMatchObject([
      {
        nativeId: '4202252234',
        legId: '4202571214',
        sizeBytes: null,
        mediaType: 'audio/mpeg',
        expiresAt: Date.UTC(2024, 7, 27),
        isAvailable: true,
        transcript: { status: 'READY', canOpen: true },
        cost: { amount: '0.053063' },
      },
    ]);
  });

  it('reads an attempt that was busy and one that was answered as one answered call with two legs', () => {
    const read = map(fixture('busy-then-answered'));
    expect(read).toMatchObject({
      direction: 'OUTBOUND',
      outcome: 'ANSWERED',
      customer: { number: '447700900101' },
      agents: [{ provider: 'pbx', nativeId: '2210345' }],
      cost: { amount: '0.583688' },
    });
    expect(read.legs?.map((leg) => leg.outcome)).toEqual(['BUSY', 'ANSWERED']);
    expect(read.recordings).toMatchObject([{ nativeId: '4202252234', legId: '4202571215' }]);
  });

  it('keeps every digit of ids and costs', () => {
    const text =
      '{"call_session_history_id":9007199254740993,"start_date":"2026-03-02 12:00:00",' +
      '"calls":[{"call_id":9223372036854775807,"cost":0.1000000000000000055}],"records":[{"record_id":1,"cost":0.2}]}';
    const read = map(readJson(text) as SessionRow);
    expect(read.nativeId).toBe('9007199254740993');
    expect(read.legs?.[0]?.nativeId).toBe('9223372036854775807');
    expect(read.cost?.amount).toBe('0.3000000000000000055');
  });

  it('reads noon as noon', () => {
    expect(map(session([])).startedAt).toBe(Date.UTC(2026, 2, 2, 12, 30, 0));
  });

  it.each([
    [486, 'BUSY', 'BUSY'],
    [603, 'DECLINED', 'DECLINED'],
    [487, 'ABANDONED', 'CANCELLED'],
    [480, 'MISSED', 'FAILED'],
    [408, 'MISSED', 'FAILED'],
    [402, 'FAILED', 'FAILED'],
    [404, 'FAILED', 'FAILED'],
    [503, 'FAILED', 'FAILED'],
    [200, 'UNKNOWN', 'UNKNOWN'],
    [700, 'UNKNOWN', 'UNKNOWN'],
  ] as const)('reads end code %i as %s inbound and %s outbound', (code, inbound, outbound) => {
    expect(map(session([call(ended(code))])).outcome).toBe(inbound);
    expect(map(session([call({ ...ended(code), incoming: false })])).outcome).toBe(outbound);
    expect(map(session([call(ended(code))])).legs?.[0]?.outcome).toBe(inbound);
    expect(map(session([call(ended(code))])).outcomeDetail).toEqual({ code: String(code), reason: `reason ${code}` });
  });

  it('decides by the last call by time, whatever the order of the rows', () => {
    const later = call({ call_id: 10, start_time: '2026-03-02 12:30:20', ...ended(486) });
    const read = map(session([later, call(ended(480))]));
    expect(read.outcome).toBe('BUSY');
    expect(read.legs?.map((leg) => leg.nativeId)).toEqual(['11', '10']);
  });

  it('is ongoing while it is active, and has no end then', () => {
    expect(map(session([call()], { active: true }))).toMatchObject({ outcome: 'ONGOING', endedAt: null });
  });

  it('knows neither direction nor outcome of a session without calls', () => {
    expect(map(session([]))).toMatchObject({ direction: 'UNKNOWN', outcome: 'UNKNOWN', customer: null, legs: [] });
  });

  it('is internal only where users are seen at both ends', () => {
    const user = { remote_number_type: 'user', remote_number: 'ada' };
    const both = session([call(user), call({ ...user, call_id: 12, incoming: false })]);
    expect(map(both).direction).toBe('INTERNAL');
    expect(map(session([call(user)])).direction).toBe('INBOUND');
    expect(map(session([call(user), call({ call_id: 12, incoming: false })])).direction).toBe('INBOUND');
  });

  it('does not take a price group for a direction', () => {
    expect(map(session([call({ direction: 'Incoming PSTN RU', incoming: false })])).direction).toBe('OUTBOUND');
  });

  it('finds agents behind the names of users, within their application', () => {
    const ada = {
      provider: 'pbx',
      nativeId: '5',
      displayName: 'Ada Marsh',
      email: null,
      extension: null,
      isActive: true,
    };
    const row = session([call(), call({ call_id: 12, remote_number_type: 'user', remote_number: 'ada' })], {
      user_id: 3,
    });
    const read = map(row, {
      findUser: (application, name) => (application === '7' && name === 'ada' ? ada : undefined),
    });
    expect(read.agents).toEqual([{ provider: 'pbx', nativeId: '3' }, ada]);
    expect(read.legs?.map((leg) => leg.agent)).toEqual([null, ada]);
  });

  it('survives a recording that no leg fits', () => {
    const read = map(
      session([call()], { records: [{ record_id: 9, start_time: '2026-03-02 12:30:05', duration: 3 }] }),
    );
    expect(read.recordings).toMatchObject([{ nativeId: '9', legId: null, isAvailable: false, transcript: null }]);
  });

  it('tolerates junk where JSON hides in a text', () => {
    const record = {
      record_id: 9,
      media_parameters: '{"audio_codec',
      record_url: 'https://a.example/r.mp3?record_id=9',
    };
    expect(map(session([], { records: [record] })).recordings?.[0]?.mediaType).toBe('audio/mpeg');
  });

  it('costs nothing that it knows of where no part carries a cost', () => {
    expect(map(session([call()], { records: [], other_resource_usage: [] })).cost).toBeNull();
  });

  it('has no place for a row without an id or a start', () => {
    for (const row of [{ start_date: '2026-03-02 12:00:00' }, { call_session_history_id: 1, start_date: 'soon' }])
      expect(toCallSession(row, context(), EVERYTHING)).toBeNull();
  });

  it('leaves undefined what is not asked for', () => {
    const read = toCallSession(session([call()]), context(), new Set());
    expect(read).toMatchObject({ agents: undefined, legs: undefined, recordings: undefined, cost: undefined });
  });

  it('shows the row as sent, its links to files left out', () => {
    const raw = toRaw(fixture('reference-example'));
    expect(JSON.stringify(raw)).not.toMatch(/https?:/);
    expect(raw).toMatchObject({ log_file_url: null, calls: [{ record_url: null, call_id: 4202571214 }] });
    expect(Object.keys(raw as object)).toEqual(Object.keys(fixture('reference-example')));
  });
});
