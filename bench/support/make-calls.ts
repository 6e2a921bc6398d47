import type { CallSession } from '../../src/domain/call-session.ts';
import { DAY_MS, type Instant, SECOND_MS } from '../../src/time/instant.ts';
import type { TimeRange } from '../../src/time/time-range.ts';

/** A year of calls, each made when it is asked for. */
export type MadeCalls = {
  readonly start: Instant;
  readonly end: Instant;
  /** All calls, oldest first, in neighbouring windows of about so many. */
  windows(size: number): Iterable<{ readonly range: TimeRange; readonly calls: readonly CallSession[] }>;
  nativeId(index: number): string;
  customer(index: number): string;
  agent(index: number): string;
  line(index: number): string;
};

/** Makes any number of calls, evenly over 360 days, with the fields of a busy contact centre. */
export function makeCalls(provider: string, count: number): MadeCalls {
  const end = Date.UTC(2026, 3, 1);
  const start = end - 360 * DAY_MS;
  const startOf = (index: number): Instant =>
    start + Math.floor((index * (end - start)) / count / SECOND_MS) * SECOND_MS;

  const nativeId = (index: number): string => `call-${index.toString(36).padStart(8, '0')}`;
  const customer = (index: number): string => `+7906${String((index * 7919) % 50_000).padStart(7, '1')}`;
  const agent = (index: number): string => `agent-${index % 50}`;
  const line = (index: number): string => `+7495777000${index % 8}`;
  const makeCall = (index: number): CallSession => {
    const isAnswered = index % 4 !== 0;
    const id = nativeId(index);
    const startedAt = startOf(index);
    const mention = { provider, nativeId: agent(index) };
    return {
      provider,
      nativeId: id,
      startedAt,
      endedAt: startedAt + 90_000,
      durationSeconds: 90 + (index % 300),
      talkSeconds: isAnswered ? 60 + (index % 300) : 0,
      waitSeconds: index % 40,
      direction: index % 3 === 0 ? 'OUTBOUND' : 'INBOUND',
      kind: 'CALL',
      outcome: isAnswered ? 'ANSWERED' : 'MISSED',
      outcomeDetail: { code: isAnswered ? '200' : '304', reason: isAnswered ? 'Success' : 'Missed call' },
      customer: { number: customer(index), displayName: `Customer ${index % 50_000}`, defaultCountry: 'RU' },
      line: { number: line(index), displayName: null, defaultCountry: 'RU' },
      agents: [mention],
      queues: [{ provider, nativeId: `queue-${index % 5}`, name: `Queue ${index % 5}` }],
      legs: [
        {
          provider,
          nativeId: `${id}:0`,
          sessionId: id,
          direction: 'INBOUND',
          startedAt,
          durationSeconds: 90,
          from: { number: customer(index), displayName: null, defaultCountry: 'RU' },
          to: { number: line(index), displayName: null, defaultCountry: 'RU' },
          agent: mention,
          queue: null,
          outcome: isAnswered ? 'ANSWERED' : 'MISSED',
          outcomeDetail: null,
          cost: null,
        },
      ],
      recordings: [],
      cost: { amount: `${index % 7}.${String(index % 10_000).padStart(4, '0')}`, currency: 'RUB' },
      rating: null,
      note: index % 10 === 0 ? 'Asked to be called back in the afternoon.' : null,
      row: {
        ID: String(index),
        CALL_ID: id,
        PORTAL_USER_ID: agent(index),
        PORTAL_NUMBER: line(index),
        PHONE_NUMBER: customer(index),
        CALL_DURATION: String(90 + (index % 300)),
        CALL_START_DATE: new Date(startedAt).toISOString(),
        CALL_FAILED_CODE: isAnswered ? '200' : '304',
        CALL_TYPE: '2',
        COST: '0.0000',
        COST_CURRENCY: 'RUB',
      },
    };
  };

  return {
    start,
    end,
    *windows(size) {
      for (let from = 0; from < count; from += size) {
        const to = Math.min(count, from + size);
        yield {
          range: { from: startOf(from), to: to === count ? end : startOf(to) },
          calls: Array.from({ length: to - from }, (_, index) => makeCall(from + index)),
        };
      }
    },
    nativeId,
    customer,
    agent,
    line,
  };
}
