import { type GraphQLObjectType, getNamedType, isAbstractType, isLeafType, isObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Demo, startDemo } from '../../src/demo/index.ts';
import type { Provider } from '../../src/domain/provider.ts';
import { createProviders } from '../../src/providers/index.ts';
import { anyProviderSettings } from '../../src/providers/provider-kinds.ts';
import { schema } from '../../src/schema.ts';
import { SILENT_LOG } from '../../src/transport/log.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { type QueryRunner, createQueryRunner } from '../support/run-query.ts';

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

/** Selects every field of a type and of what lies below it; of unions, the types of one vendor. */
function selectAll(type: GraphQLObjectType, vendor: string, above: readonly string[]): string {
  const fields = Object.values(type.getFields()).map((field) => {
    const named = getNamedType(field.type);
    if (isLeafType(named)) return field.name;
    if (above.includes(named.name) || named.name === type.name || named.name.endsWith('Connection')) return '';
    const path = [...above, type.name];
    if (isObjectType(named)) return `${field.name} { ${selectAll(named, vendor, path)} }`;
    if (!isAbstractType(named)) return '';
    const members = schema.getPossibleTypes(named).filter(({ name }) => name.startsWith(vendor));
    const fragments = members.map((each) => `... on ${each.name} { ${selectAll(each, vendor, path)} }`);
    return `${field.name} { __typename ${fragments.join(' ')} }`;
  });
  return ['__typename', ...fields].join(' ');
}
