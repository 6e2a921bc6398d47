import type { Agent } from '../../src/domain/agent.ts';
import type { GraphQLSchema } from 'graphql';
import type { CallSession } from '../../src/domain/call-session.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { makeCall } from '../support/make-call.ts';
import { type MemoryProvider, type MemoryProviderOptions, createMemoryProvider } from '../support/memory-provider.ts';
import { type QueryRunner, createQueryRunner } from '../support/run-query.ts';

export const clock = createFakeClock();
export const MINUTE_MS = 60_000;

export type World = {
  readonly north: MemoryProvider;
  readonly south: MemoryProvider;
  readonly run: QueryRunner;
};

/** Two phone systems, "north" and "south", whose calls alternate, the newest a minute ago. */
export function createWorld(
  options: { readonly calls?: number; readonly maxPageSize?: number; readonly schema?: GraphQLSchema } & Partial<
    Omit<MemoryProviderOptions, 'calls'>
  > = {},
): World {
  const { calls: count = 20, maxPageSize, schema, ...shared } = options;
  const create = (key: string, offset: number): MemoryProvider =>
    createMemoryProvider({
      calls: Array.from({ length: count }, (_, index) => createWholeCall(key, index * 2 + offset)),
      agents: AGENTS.map((agent) => ({ ...agent, provider: key })),
      queues: [{ provider: key, nativeId: 'sales', name: 'Sales' }],
      ...shared,
      key,
      now: clock.now,
    });
  const [north, south] = [create('north', 0), create('south', 1)];
  const run = createQueryRunner([north, south], {
    now: clock.now,
    ...(maxPageSize !== undefined && { maxPageSize }),
    ...(schema && { schema }),
  });
  return { north, south, run };
}

export const startOf = (index: number): number => clock.now() - (index + 1) * MINUTE_MS;

const AGENTS: readonly Omit<Agent, 'provider'>[] = [
  { nativeId: 'ada', displayName: 'Ada Marsh', email: 'ada@example.com', extension: '101', isActive: true },
  { nativeId: 'ben', displayName: 'Ben Okafor', email: 'not an address', extension: '102', isActive: false },
];

/** A call with everything: two legs, two agents, a queue, a recording of the first leg and a cost. */
function createWholeCall(provider: string, index: number): CallSession {
  const nativeId = `c${index}`;
  const startedAt = startOf(index);
  const party = (number: string) => ({ number, displayName: null, defaultCountry: 'GB' });
  const leg = (position: number, agent: string) => ({
    provider,
    nativeId: `${nativeId}:${position}`,
    sessionId: nativeId,
    direction: 'INBOUND' as const,
    startedAt: startedAt + position * 1000,
    durationSeconds: 30,
    from: party('07700900123'),
    to: party('02079460000'),
    agent: { provider, nativeId: agent },
    queue: null,
    outcome: 'ANSWERED' as const,
    outcomeDetail: null,
    cost: { amount: '0.10', currency: 'RUB' },
  });
  return makeCall({
    provider,
    nativeId,
    startedAt,
    endedAt: startedAt + 60_000,
    durationSeconds: 60,
    customer: party('07700900123'),
    line: party('reg133788'),
    agents: [{ provider, nativeId: 'ada' }],
    queues: [{ provider, nativeId: 'sales', name: null }],
    legs: [leg(0, 'ada'), leg(1, 'ben')],
    recordings: [
      {
        provider,
        nativeId: `r${index}`,
        sessionId: nativeId,
        sessionStartedAt: startedAt,
        legId: `${nativeId}:0`,
        kind: 'CALL',
        startedAt,
        durationSeconds: 40,
        sizeBytes: 5_000_000_000,
        mediaType: 'audio/mpeg',
        expiresAt: null,
        isAvailable: true,
        transcript: null,
        cost: null,
      },
    ],
    cost: { amount: '0.2000', currency: 'RUB' },
  });
}
