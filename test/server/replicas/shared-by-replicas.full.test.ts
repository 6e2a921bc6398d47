import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DATA_SETS_END } from '../../../src/demo/data-sets.ts';
import { type Demo, startDemo } from '../../../src/demo/index.ts';
import { SCOPES } from '../../../src/domain/caller.ts';
import { createProviders } from '../../../src/providers/index.ts';
import { openReplicas } from '../../../src/replicas/open-replicas.ts';
import { checkSettings } from '../../../src/server/settings-file/read-settings-file.ts';
import { type Trunkline, startTrunkline } from '../../../src/server/start-trunkline.ts';
import { SILENT_LOG } from '../../../src/transport/log.ts';
import { openHistoryStore } from '../../../src/history/store/open-history-store.ts';
import { type PostgresServer, lacksPostgres, startPostgres } from '../../history/store/start-postgres.ts';
import { makeKey } from '../../support/make-key.ts';
import { createRecordingLog } from '../../support/recording-log.ts';

const now = () => DATA_SETS_END;
const holder = makeKey('holder', SCOPES);
const other = makeKey('other', SCOPES);
const { log, lines } = createRecordingLog();
const AUTH = { mode: 'keys', keys: [holder.entry, other.entry] };

const PAGE = `query Page($first: Int!, $after: String, $filter: CallSessionFilter) {
  callSessions(first: $first, after: $after, filter: $filter) {
    nodes { id nativeId recordings { url } }
    pageInfo { endCursor hasNextPage }
  }
}`;
type Page = {
  readonly callSessions: {
    readonly nodes: readonly {
      readonly id: string;
      readonly nativeId: string;
      readonly recordings: readonly { readonly url: string | null }[] | null;
    }[];
    readonly pageInfo: { readonly endCursor: string; readonly hasNextPage: boolean };
  };
};

describe.skipIf(lacksPostgres())('what replicas on one Postgres have in common', () => {
  let postgres: PostgresServer;
  let demo: Demo;
  let url: string;
  const closers: (() => Promise<unknown>)[] = [];
  beforeAll(async () => {
    [postgres, demo] = await Promise.all([startPostgres(), startDemo({ now, count: 30 })]);
  });
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
  });
  afterAll(() => Promise.all([postgres.close(), demo.close()]));

  type Replica = Trunkline & { readonly settingsOf: (auth: object) => ReturnType<typeof checkSettings> };

  /** One more replica of the database, whose settings name no key that links are signed with. */
  const join = async (auth: object = AUTH): Promise<Replica> => {
    const settingsOf = (own: object) =>
      checkSettings(
        {
          value: { server: { port: 0 }, auth: own, store: { kind: 'postgres', url }, providers: demo.providers },
          problems: [],
          filled: new Set(),
        },
        'the test',
      );
    const settings = settingsOf(auth);
    const store = await openHistoryStore({ kind: 'postgres', url }, { as: 'server', onSetAside() {} });
    const replicas = await openReplicas({ url, log: SILENT_LOG });
    const tools = { log, now };
    const providers = createProviders(settings.providers, { ...tools, shareAccount: replicas.shareAccount });
    const trunkline = await startTrunkline(settings, { ...tools, providers, store, replicas });
    closers.push(() => trunkline.close(0));
    return { ...trunkline, settingsOf };
  };
  const begin = async (password = ':a-password'): Promise<readonly [Replica, Replica]> => {
    // This Postgres believes whoever comes, whatever the password.
    url = postgres.createDatabase().replace('@', `${password}@`);
    return [await join(), await join()];
  };
  const ask = async <Data>({ url: at }: Trunkline, query: string, variables: object = {}): Promise<Data> => {
    const headers = { 'content-type': 'application/json', ...holder.headers };
    const body = JSON.stringify({ query, variables });
    const response = await fetch(`${at}/graphql`, { method: 'POST', headers, body });
    return ((await response.json()) as { data: Data }).data;
  };
  const statusOf = async ({ url: at }: Trunkline, { headers }: Pick<typeof holder, 'headers'>): Promise<number> => {
    const body = JSON.stringify({ query: '{ __typename }' });
    const sent = { 'content-type': 'application/json', ...headers };
    return (await fetch(`${at}/graphql`, { method: 'POST', headers: sent, body })).status;
  };

  const linkOf = async (replica: Replica): Promise<string> => {
    const { callSessions } = await ask<Page>(replica, PAGE, { first: 30, filter: { hasRecording: true } });
    return callSessions.nodes.flatMap(({ recordings }) => recordings ?? []).find((each) => each.url)!.url!;
  };

  it('are links: what one has signed another plays, also one that starts later', async () => {
    const [one, another] = await begin();
    const link = await linkOf(one);
    const play = async (at: Trunkline) => (await fetch(link.replace(one.url, at.url))).status;
    expect(await play(another)).toBe(200);
    expect(await play(await join())).toBe(200);
    // Of another deployment they open nothing.
    url = postgres.createDatabase().replace('@', ':a-password@');
    expect(await play(await join())).toBe(403);
  });

  it('are no links where the database has no password, and so nothing that only they know; the log says so', async () => {
    const [one, another] = await begin('');
    const link = await linkOf(one);
    expect((await fetch(link)).status).toBe(200);
    expect((await fetch(link.replace(one.url, another.url))).status).toBe(403);
    expect(lines.filter(({ message }) => message.includes('Put a key into media.signingKeys'))).toHaveLength(2);
  });

  it('are ids and cursors of pages and of the feed', async () => {
    const [one, another] = await begin();
    const { callSessions } = await ask<Page>(one, PAGE, { first: 10 });
    const [{ id, nativeId }] = callSessions.nodes as [Page['callSessions']['nodes'][number]];
    const { node } = await ask<{ node: object }>(
      another,
      'query ($id: ID!) { node(id: $id) { ... on CallSession { nativeId } } }',
      { id },
    );
    expect(node).toEqual({ nativeId });
    const whole = await ask<Page>(one, PAGE, { first: 20 });
    const rest = await ask<Page>(another, PAGE, { first: 10, after: callSessions.pageInfo.endCursor });
    expect(rest.callSessions.nodes.map((each) => each.id)).toEqual(
      whole.callSessions.nodes.slice(10).map((each) => each.id),
    );
    const FEED = 'query ($after: String) { callSessionChanges(first: 5, after: $after) { pageInfo { endCursor } } }';
    type Feed = { readonly callSessionChanges: { readonly pageInfo: { readonly endCursor: string } } };
    const { callSessionChanges } = await ask<Feed>(one, FEED);
    const after = callSessionChanges.pageInfo.endCursor;
    expect((await ask<Feed>(another, FEED, { after })).callSessionChanges.pageInfo.endCursor).toBe(after);
  });

  it('are withdrawn keys: one that leaves the settings of a replica is refused by all, and taken again once it is back', async () => {
    const [one, another] = await begin();
    expect(await statusOf(another, holder)).toBe(200);
    one.renewAuth(one.settingsOf({ ...AUTH, keys: [other.entry] }).auth);
    expect(await statusOf(one, holder)).toBe(401);
    await expect.poll(() => statusOf(another, holder), { timeout: 10_000 }).toBe(401);
    expect(await statusOf(another, other)).toBe(200);
    // Its settings were written before the key was withdrawn.
    expect(await statusOf(await join(), holder)).toBe(401);
    one.renewAuth(one.settingsOf(AUTH).auth);
    expect(await statusOf(one, holder)).toBe(200);
    await expect.poll(() => statusOf(another, holder), { timeout: 10_000 }).toBe(200);
  });
});
