import type { GraphQLObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Demo, startDemo } from '../../src/demo/index.ts';
import type { Provider } from '../../src/domain/provider.ts';
import { createProviders } from '../../src/providers/index.ts';
import { anyProviderSettings } from '../../src/providers/provider-kinds.ts';
import { schema } from '../../src/schema.ts';
import { SILENT_LOG } from '../../src/transport/log.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { type QueryRunner, createQueryRunner } from '../support/run-query.ts';
import { selectAll } from '../support/select-all.ts';

const clock = createFakeClock();
const PROVIDERS = [
  ['portal', 'Bitrix24'],
  ['tracking', 'Callgear'],
  ['pbx', 'Voximplant'],
  ['desk', 'Zoom'],
] as const;

type Row = Readonly<Record<string, unknown>>;
type Page = { readonly callSessions: { readonly nodes: readonly Row[]; readonly isComplete: boolean } };

describe('every field of a call', () => {
  let demo: Demo;
  let providers: readonly Provider[];
  let run: QueryRunner;
  beforeAll(async () => {
    demo = await startDemo({ now: clock.now, count: 200 });
    const settings = demo.providers.map((each) => anyProviderSettings().parse(each));
    providers = createProviders(settings, { log: SILENT_LOG, now: clock.now });
    run = createQueryRunner(providers, { now: clock.now });
  });
  afterAll(async () => {
    await Promise.all(providers.map((provider) => provider.close()));
    await demo.close();
  });

  it.each(PROVIDERS)('is answered by %s without an error', async (key, vendor) => {
    const fields = selectAll(schema.getType('CallSession') as GraphQLObjectType, vendor, []);
    const query = `{ callSessions(first: 60, filter: { providers: ["${key}"] }) { isComplete nodes { ${fields} } } }`;
    const { data, errors } = await run<Page>(query);
    expect(errors).toEqual([]);
    expect(data.callSessions.isComplete).toBe(true);
    expect(data.callSessions.nodes).toHaveLength(60);
    for (const row of data.callSessions.nodes) {
      expect(row['details']).toMatchObject({ __typename: expect.stringContaining(vendor) as string });
      expect(row['raw']).toBeTruthy();
    }
    const text = JSON.stringify(data);
    for (const secret of Object.values(demo.vendors).flatMap((each) => each.secrets))
      expect(text).not.toContain(secret);
  });
});
