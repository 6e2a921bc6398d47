import { DEMO_AGENTS, DEMO_QUEUES, type DemoCall } from '../../src/demo/call-source.ts';
import { createDataSet } from '../../src/demo/data-sets.ts';
import { nativeIdOf } from '../../src/demo/native-ids.ts';
import type { Agent } from '../../src/domain/agent.ts';
import { type CallSession, compareCalls } from '../../src/domain/call-session.ts';
import { distinctLines, toLine } from '../../src/domain/line.ts';
import type { Queue } from '../../src/domain/queue.ts';
import { makeCall } from '../support/make-call.ts';
import { createMemoryProvider } from '../support/memory-provider.ts';
import { describeProvider } from './provider.ts';
import { NOW, type StartWorld } from './world.ts';

const KEY = 'memory';
const agents: readonly Agent[] = DEMO_AGENTS.map(({ name, email, extension, isActive }, index) => ({
  provider: KEY,
  nativeId: `a${index}`,
  displayName: name,
  email,
  extension,
  isActive,
}));
const queues: readonly Queue[] = DEMO_QUEUES.map((name, index) => ({ provider: KEY, nativeId: `q${index}`, name }));

const linesOf = (calls: readonly CallSession[]) =>
  distinctLines(calls.flatMap(({ line }) => toLine(KEY, line, null) ?? []));

const start: StartWorld = async (dataSet, count) => {
  const source = createDataSet(dataSet, count === undefined ? {} : { count }).sources.bitrix24;
  const calls = Array.from({ length: source.count }, (_, index) => toCall(source.at(index))).sort(compareCalls);
  return {
    createProvider: () =>
      createMemoryProvider({
        key: KEY,
        calls,
        agents,
        queues,
        lines: linesOf(calls),
        now: () => NOW,
        bringsTotal: true,
      }),
    truth: calls,
    server: null,
    secrets: [],
    logged: [],
    close: async () => {},
  };
};

describeProvider({
  name: 'memory',
  start,
  has: ['getLegs', 'getRecordings', 'getCosts', 'getQueues', 'listQueues', 'listLines', 'openMedia'],
  is: { countsCheaply: true },
});

function toCall(call: DemoCall): CallSession {
  const nativeId = nativeIdOf('bitrix24', call.index);
  const { startedAt, direction, outcome, durationSeconds, customerNumber, customerName, lineNumber } = call;
  const agent = call.agent === null ? null : agents[call.agent]!;
  const party = (number: string, displayName: string | null) => ({ number, displayName, defaultCountry: null });
  const leg = {
    provider: KEY,
    nativeId: `${nativeId}:0`,
    sessionId: nativeId,
    direction,
    startedAt,
    durationSeconds,
    from: null,
    to: null,
    agent,
    queue: null,
    outcome,
    outcomeDetail: null,
    cost: null,
  };
  const recording = {
    provider: KEY,
    nativeId: `${nativeId}-0a0f`,
    sessionId: nativeId,
    sessionStartedAt: startedAt,
    legId: leg.nativeId,
    kind: 'CALL' as const,
    startedAt,
    durationSeconds: call.talkSeconds,
    sizeBytes: null,
    mediaType: 'audio/wav',
    expiresAt: null,
    isAvailable: true,
    transcript: null,
    cost: null,
  };
  return makeCall({
    provider: KEY,
    nativeId,
    startedAt,
    durationSeconds,
    direction,
    outcome,
    customer: party(customerNumber, customerName),
    line: party(lineNumber, null),
    agents: agent === null ? [] : [agent],
    queues: call.queue === null ? [] : [queues[call.queue]!],
    legs: [leg],
    recordings: call.isRecorded ? [recording] : [],
    cost: { amount: call.cost, currency: 'EUR' },
  });
}
