import { afterAll, beforeAll, expect, it } from 'vitest';
import { DEMO_KINDS } from '../../../src/demo/call-source.ts';
import { SCOPES } from '../../../src/domain/caller.ts';
import { makeKey } from '../../support/make-key.ts';
import { createRecordingLog } from '../../support/recording-log.ts';
import { type ServedDemo, startServedDemo } from '../../support/start-served-demo.ts';

const all = makeKey('all', SCOPES);
const few = makeKey('few', ['calls:read', 'status:read']);
const { log, lines } = createRecordingLog();
let served: ServedDemo;
beforeAll(async () => {
  const keys = [all.entry, few.entry];
  served = await startServedDemo({ count: 20 }, { more: { auth: { mode: 'keys', keys } }, log });
});
afterAll(() => served.close());

async function ask({ headers }: Pick<typeof all, 'headers'>, query: string): Promise<string> {
  const response = await fetch(`${served.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });
  return response.text();
}

const NUMBER = '+44 20 7946 0777';
const TEXT = 'Quuxley';
/** What a vendor is asked for, by the name of its provider. */
const SEARCHES: readonly (readonly [provider: string, filter: string])[] = [
  ...['portal', 'tracking', 'pbx', 'desk'].map((key) => [key, `number: ["${NUMBER}"]`] as const),
  ['portal', `bitrix24: { comment: { eq: "${TEXT}" } }`],
  ['tracking', `callgear: { contactFullName: { eq: "${TEXT}" } }`],
  ['pbx', `voximplant: { callSessionHistoryCustomData: "${TEXT}" }`],
  ['desk', `zoomContactCenter: { consumerNumber: "${NUMBER}" }`],
];

it.each(SEARCHES)('what %s is searched by (%s), and repeats, is told to nobody else', async (provider, filter) => {
  for (const kind of DEMO_KINDS) served.demo.vendors[kind].server.fault({ fault: { kind: 'echo', status: 500 } });
  const own = await ask(
    all,
    `{ callSessions(first: 3, filter: { providers: ["${provider}"], ${filter} }) { nodes { id } problems { message } } }`,
  );
  expect(own).toContain(' refused ');
  const next = await ask(few, '{ callSessions(first: 3) { nodes { id } problems { message } } }');
  const status = await ask(few, '{ providers { key status { lastError } } }');
  expect(status).toContain(' refused ');
  for (const said of [next, status, JSON.stringify(lines)])
    for (const hidden of [TEXT, '0777', '7946']) expect(said).not.toContain(hidden);
  for (const kind of DEMO_KINDS) served.demo.vendors[kind].server.clearFaults();
});
