import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_KINDS, type DemoKind } from '../src/demo/call-source.ts';
import { BURST } from '../src/demo/data-sets.ts';
import { type Demo, startDemo } from '../src/demo/index.ts';
import { compareText } from '../src/domain/call-session.ts';
import { DAY_MS } from '../src/time/instant.ts';
import { createProviders } from '../src/providers/index.ts';
import { checkSettings } from '../src/server/settings-file/read-settings-file.ts';
import { type Trunkline, startTrunkline } from '../src/server/start-trunkline.ts';
import { SILENT_LOG } from '../src/transport/log.ts';

const NOW = Date.UTC(2026, 3, 30, 12);
const COUNT = 300;

/** The whole product over four vendors on real sockets: what a stranger gets, promise by promise. */
describe('the promises', () => {
  let demo: Demo;
  let trunkline: Trunkline;
  beforeAll(async () => {
    demo = await startDemo({ dataSet: 'even', count: COUNT, now: () => NOW, hasExamples: true });
    trunkline = await start(demo);
  });
  afterEach(() => {
    for (const kind of DEMO_KINDS) demo.vendors[kind].server.clearFaults();
  });
  afterAll(async () => {
    await trunkline.close(1000);
    await demo.close();
  });

  const truth = (of: Demo = demo): string[] =>
    DEMO_KINDS.flatMap((kind) => {
      const vendor = of.vendors[kind];
      return vendor.truth().map((place) => ({ ...place, provider: vendor.settings.id }));
    })
      .filter((place) => place.startedAt >= NOW - 365 * DAY_MS)
      .sort(
        (a, b) =>
          b.startedAt - a.startedAt || compareText(b.provider, a.provider) || compareText(b.nativeId, a.nativeId),
      )
      .map((place) => `${new Date(place.startedAt).toISOString()} ${place.provider} ${place.nativeId}`);

  const resetCounts = () => DEMO_KINDS.forEach((kind) => demo.vendors[kind].server.resetCounts());
  const counts = (): number[] => DEMO_KINDS.map((kind) => demo.vendors[kind].server.count());

  it('1. one order: paging forwards and backwards yields every call once', async () => {
    const forwards = await walk(trunkline, { size: 70, isBackward: false });
    expect(forwards).toEqual(truth());
    const backwards = await walk(trunkline, { size: 113, isBackward: true });
    expect(backwards).toEqual(truth());
  });

  it('1. one order: a second that 500 calls share is paged like any other', async () => {
    const crowded = await startDemo({ dataSet: 'burst', now: () => NOW });
    const other = await start(crowded);
    try {
      expect(BURST.bitrix24 + BURST.voximplant).toBe(500);
      expect(await walk(other, { size: 90, isBackward: false })).toEqual(truth(crowded));
    } finally {
      await other.close(1000);
      await crowded.close();
    }
  });

  it('2. cursors never expire: one goes on after a restart, and under another filter', async () => {
    const first = await ask(trunkline, PAGE, { first: 40 });
    const after = first.callSessions.pageInfo.endCursor;
    expect(after!.length).toBeLessThan(120);
    const restarted = await start(demo);
    try {
      const next = await ask(restarted, PAGE, { first: 40, after });
      expect(next.callSessions.nodes.map(toPlace)).toEqual(truth().slice(40, 80));
      const inbound = await ask(restarted, PAGE, { first: 10, after, filter: { direction: ['INBOUND'] } });
      const rest = new Set(truth().slice(40));
      expect(inbound.callSessions.nodes).toHaveLength(10);
      expect(inbound.callSessions.nodes.every((node) => node.direction === 'INBOUND' && rest.has(toPlace(node)))).toBe(
        true,
      );
    } finally {
      await restarted.close(1000);
    }
  });

  it('3. a page costs a page: far down it asks no more than at the top', async () => {
    const deep = truth()[Math.floor(truth().length * 0.9)]!;
    const to = deep.split(' ')[0]!;
    await ask(trunkline, PAGE, { first: 20 });
    const costOf = async (variables: object): Promise<number[]> => {
      const fresh = await start(demo);
      try {
        await ask(fresh, PAGE, { first: 20, ...variables });
        resetCounts();
        await ask(fresh, PAGE, { first: 25, ...variables }, { 'cache-control': 'no-cache' });
        return counts();
      } finally {
        await fresh.close(1000);
      }
    };
    const top = await costOf({});
    const far = await costOf({ filter: { startedAt: { to } } });
    for (const [index, requests] of far.entries()) expect(Math.abs(requests - top[index]!)).toBeLessThanOrEqual(1);
  });

  it('4. few requests: what is not selected is not asked, and a join is asked once for a page', async () => {
    await ask(trunkline, PAGE, { first: 30 });
    resetCounts();
    await ask(trunkline, PAGE, { first: 30 }, { 'cache-control': 'no-cache' });
    const plain = counts();
    resetCounts();
    await ask(trunkline, NESTED, { first: 30 }, { 'cache-control': 'no-cache' });
    const nested = counts();
    const operations = (kind: DemoKind) => demo.vendors[kind].server.exchanges.map((exchange) => exchange.operation);
    expect(nested[DEMO_KINDS.indexOf('bitrix24')]! - plain[DEMO_KINDS.indexOf('bitrix24')]!).toBeLessThanOrEqual(1);
    expect(operations('callgear').filter((operation) => operation === 'get.call_legs_report')).toHaveLength(1);
    expect(operations('voximplant').filter((operation) => operation === 'GetCallHistory').length).toBe(
      plain[DEMO_KINDS.indexOf('voximplant')],
    );
  });

  it('4. few requests: an empty list asks nobody, and so does an empty page', async () => {
    resetCounts();
    const none = await ask(trunkline, PAGE, { first: 10, filter: { direction: [] } });
    expect(none.callSessions).toMatchObject({ nodes: [], isComplete: true });
    expect((await ask(trunkline, PAGE, { first: 0 })).callSessions.nodes).toEqual([]);
    expect(counts()).toEqual([0, 0, 0, 0]);
  });

  it('4. few requests: a page of people, each with all that they are, costs one reading of each directory', async () => {
    const fresh = await start(demo);
    try {
      resetCounts();
      const people = '{ people(first: 50) { nodes { id displayName agents { email person { id } } } isComplete } }';
      const { data } = (await post(fresh, people, {})) as { data?: unknown };
      expect(data).toMatchObject({ people: { isComplete: true } });
      // Voximplant's users are listed by application, of which there are two.
      expect(counts()).toEqual(DEMO_KINDS.map((kind) => (kind === 'voximplant' ? 3 : 1)));
    } finally {
      await fresh.close(1000);
    }
  });

  it('8. secrets stay in: the id of a person holds no address and no name', async () => {
    const { data } = (await post(trunkline, '{ people { nodes { id email } } }', {})) as unknown as {
      data: { people: { nodes: { id: string; email: string | null }[] } };
    };
    const withAddress = data.people.nodes.filter(({ email }) => email !== null);
    expect(withAddress.length).toBeGreaterThan(5);
    for (const { id, email } of withAddress)
      expect(Buffer.from(id, 'base64url').toString('latin1').toLowerCase()).not.toContain(
        email!.split('@')[0]!.toLowerCase(),
      );
  });

  it('5. partial is an answer: a provider that is down takes only its own rows away, and they are back after it recovers', async () => {
    demo.vendors.callgear.server.fault({ fault: { kind: 'status', status: 500 } });
    const partial = await start(demo);
    try {
      const page = await ask(partial, PAGE, { first: 50 });
      expect(page.callSessions.isComplete).toBe(false);
      expect(page.callSessions.problems).toMatchObject([
        { provider: { key: 'tracking' }, kind: 'UNAVAILABLE', isTransient: true },
      ]);
      const others = truth().filter((place) => !place.includes(' tracking '));
      expect(page.callSessions.nodes.map(toPlace)).toEqual(others.slice(0, 50));
    } finally {
      await partial.close(1000);
    }
    demo.vendors.callgear.server.clearFaults();
    expect((await ask(trunkline, PAGE, { first: 50 })).callSessions.nodes.map(toPlace)).toEqual(truth().slice(0, 50));
  });

  it('6. nothing is invented: the vendor’s own words are reachable, and what it does not say is null', async () => {
    const data = await ask(trunkline, DETAILS, { first: 60 });
    for (const node of data.callSessions.nodes) {
      expect(node.details?.__typename).toMatch(/^(Bitrix24Call|CallgearCall|VoximplantSession|ZoomVoiceCall)$/);
      expect(node.raw).toEqual(expect.any(Object));
    }
    const types = new Set(data.callSessions.nodes.map((node) => node.details?.__typename));
    expect(types.size).toBe(4);
    const portal = data.callSessions.nodes.filter((node) => node.providerKey === 'portal');
    expect(portal.every((node) => node.talkSeconds === null && node.waitSeconds === null)).toBe(true);
    expect(portal.every((node) => node.outcomeDetail?.code === node.details?.callFailedCodeText)).toBe(true);
  });

  it('7. money is exact, time is UTC, ids are strings', async () => {
    const data = await ask(trunkline, MONEY, { first: 100, filter: { providers: ['pbx', 'portal'] } });
    const { nodes } = data.callSessions;
    expect(nodes.every((node) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.000)?Z$/.test(node.startedAt))).toBe(true);
    expect(nodes.every((node) => typeof node.nativeId === 'string')).toBe(true);
    expect(nodes.some((node) => !Number.isSafeInteger(Number(node.nativeId)))).toBe(true);
    const amounts = nodes.flatMap((node) => node.cost?.amount ?? []);
    expect(amounts.length).toBeGreaterThan(10);
    expect(amounts.every((amount) => /^\d+(\.\d+)?$/.test(amount))).toBe(true);
  });

  it('8. secrets stay in: no key and no vendor link in data or errors', async () => {
    const secrets = DEMO_KINDS.flatMap((kind) => [...demo.vendors[kind].secrets]);
    const answers = [await post(trunkline, DETAILS, { first: 100 }), await post(trunkline, NESTED, { first: 100 })];
    for (const kind of DEMO_KINDS) demo.vendors[kind].server.fault({ fault: { kind: 'refused' } });
    const refused = await start(demo);
    answers.push(await post(refused, NESTED, { first: 5 }));
    await refused.close(1000);
    const text = JSON.stringify(answers);
    expect(text).toContain('UNAUTHORIZED');
    for (const secret of secrets) expect(text).not.toContain(secret);
    for (const kind of DEMO_KINDS) expect(text).not.toContain(`${demo.vendors[kind].server.url}/`);
  });

  it('9. writes happen once: one whose answer was lost is not sent again', async () => {
    const { server } = demo.vendors.bitrix24;
    const call = { provider: 'portal', userPhoneInner: '101', phoneNumber: '+447700900123', type: 'TYPE_2' };
    const register = `mutation Register($input: RegisterExternalCallInput!) {
      registerExternalCall(input: $input) { ... on RegisteredExternalCall { callId } }
    }`;
    const { data } = await post(trunkline, register, { input: call });
    const { callId } = (data as unknown as { registerExternalCall: { callId: string } }).registerExternalCall;
    const finish = `mutation Finish($input: FinishExternalCallInput!) {
      finishExternalCall(input: $input) { __typename ... on ExternalCallOutcomeUnknown { message } }
    }`;
    server.fault({ fault: { kind: 'reset-after' }, operation: 'externalCall.finish' });
    const input = { provider: 'portal', callId, userPhoneInner: '101', durationSeconds: 95 };
    const answer = await post(trunkline, finish, { input });
    expect(answer.data).toMatchObject({ finishExternalCall: { __typename: 'ExternalCallOutcomeUnknown' } });
    expect(server.exchanges.filter(({ operation }) => operation.includes('externalCall.finish'))).toHaveLength(1);
  });
});

type Node = {
  readonly startedAt: string;
  readonly providerKey: string;
  readonly nativeId: string;
  readonly direction: string;
  readonly talkSeconds: number | null;
  readonly waitSeconds: number | null;
  readonly outcomeDetail: { readonly code: string | null } | null;
  readonly cost: { readonly amount: string } | null;
  readonly details: { readonly __typename: string; readonly callFailedCodeText?: string } | null;
  readonly raw: unknown;
};
type Answer = {
  readonly callSessions: {
    readonly nodes: readonly Node[];
    readonly pageInfo: Record<'hasNextPage' | 'hasPreviousPage', boolean> &
      Record<'startCursor' | 'endCursor', string | null>;
    readonly isComplete: boolean;
    readonly problems: readonly unknown[];
  };
};

const ARGUMENTS = '($first: Int, $after: String, $last: Int, $before: String, $filter: CallSessionFilter)';
const PASSED = '(first: $first, after: $after, last: $last, before: $before, filter: $filter)';
const pageOf = (fields: string): string => `query Page${ARGUMENTS} {
  callSessions${PASSED} {
    nodes { startedAt providerKey nativeId ${fields} }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    isComplete
    problems { provider { key } kind isTransient message }
  }
}`;
const PAGE = pageOf('direction');
const NESTED = pageOf(
  'agents { displayName email } queues { name } legs { direction agent { displayName } } recordings { durationSeconds url }',
);
const MONEY = pageOf('cost { amount currency }');
const DETAILS = pageOf(
  'talkSeconds waitSeconds outcomeDetail { code reason } raw details { __typename ... on Bitrix24Call { callFailedCodeText } }',
);

async function start(demo: Demo): Promise<Trunkline> {
  const settings = checkSettings(
    { value: { server: { port: 0 }, providers: demo.providers }, problems: [], filled: new Set() },
    'the demo',
  );
  const tools = { log: SILENT_LOG, now: () => NOW };
  return startTrunkline(settings, { ...tools, providers: createProviders(settings.providers, tools) });
}

async function post(trunkline: Trunkline, query: string, variables: object, headers: Record<string, string> = {}) {
  const response = await fetch(`${trunkline.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as { data?: Answer; errors?: readonly unknown[] };
}

async function ask(
  trunkline: Trunkline,
  query: string,
  variables: object,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const { data, errors } = await post(trunkline, query, variables, headers);
  expect(errors).toBeUndefined();
  return data!;
}

const toPlace = (node: Node): string => `${node.startedAt} ${node.providerKey} ${node.nativeId}`;

/** Every call of a walk, newest first. */
async function walk(
  trunkline: Trunkline,
  { size, isBackward }: { size: number; isBackward: boolean },
): Promise<string[]> {
  const places: string[] = [];
  let cursor: string | null = null;
  for (let pages = 0; pages < 100; pages += 1) {
    const variables: object = isBackward ? { last: size, before: cursor } : { first: size, after: cursor };
    const { nodes, pageInfo } = (await ask(trunkline, PAGE, variables)).callSessions;
    if (isBackward) places.unshift(...nodes.map(toPlace));
    else places.push(...nodes.map(toPlace));
    cursor = isBackward ? pageInfo.startCursor : pageInfo.endCursor;
    if (!(isBackward ? pageInfo.hasPreviousPage : pageInfo.hasNextPage)) return places;
  }
  throw new Error('the walk does not end');
}
