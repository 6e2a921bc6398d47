import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DATA_SETS_END } from '../../src/demo/data-sets.ts';
import { DEMO_KINDS } from '../../src/demo/call-source.ts';
import { type Demo, startDemo } from '../../src/demo/index.ts';
import { ANYBODY, SCOPES } from '../../src/domain/caller.ts';
import type { Provider } from '../../src/domain/provider.ts';
import { createProviders } from '../../src/providers/index.ts';
import { checkSettings } from '../../src/server/settings-file/read-settings-file.ts';
import { SILENT_LOG } from '../../src/transport/log.ts';
import { type QueryRunner, createQueryRunner } from '../support/run-query.ts';

const now = () => DATA_SETS_END;

type Page = {
  readonly isComplete: boolean;
  readonly problems: readonly { readonly kind: string; readonly provider: { readonly key: string } }[];
  readonly nodes: readonly {
    readonly providerKey: string;
    readonly recordings:
      | readonly {
          readonly id: string;
          readonly transcript: { readonly status: string; readonly text: string | null } | null;
        }[]
      | null;
  }[];
};

const CALLS = `query Calls($first: Int) { callSessions(first: $first) {
  isComplete problems { kind provider { key } }
  nodes { providerKey recordings { id transcript { status text } } }
} }`;

const transcriptsOf = ({ nodes }: Page) =>
  nodes.flatMap(({ providerKey, recordings }) =>
    (recordings ?? []).flatMap(({ id, transcript }) => (transcript ? [{ providerKey, id, ...transcript }] : [])),
  );

describe('the text of transcripts', () => {
  let demo: Demo;
  let providers: readonly Provider[];
  let run: QueryRunner;
  const files = () =>
    DEMO_KINDS.flatMap((kind) => demo.vendors[kind].server.exchanges).filter(({ purpose }) => purpose === 'media');
  beforeAll(async () => {
    demo = await startDemo({ dataSet: 'even', count: 150, now });
    const { settings } = {
      settings: checkSettings({ value: { providers: demo.providers }, problems: [], filled: new Set() }, 'the demo'),
    };
    providers = createProviders(settings.providers, { log: SILENT_LOG, now });
    run = createQueryRunner(providers, { now });
  });
  afterEach(() => {
    for (const kind of DEMO_KINDS) demo.vendors[kind].server.clearFaults();
    for (const kind of DEMO_KINDS) demo.vendors[kind].server.resetCounts();
  });
  afterAll(async () => {
    await Promise.all(providers.map((provider) => provider.close()));
    await demo.close();
  });

  it('stand beside the recordings of a page, where their vendors have them as text', async () => {
    const { data, errors } = await run<{ callSessions: Page }>(CALLS, { variables: { first: 120 } });
    expect(errors).toEqual([]);
    expect(data.callSessions).toMatchObject({ isComplete: true, problems: [] });
    const found = transcriptsOf(data.callSessions);
    const read = found.filter(({ text }) => text !== null);
    expect(new Set(read.map(({ providerKey }) => demo.providers.find(({ id }) => id === providerKey)?.kind))).toEqual(
      new Set(['voximplant', 'zoom-contact-center']),
    );
    for (const { status, text } of read) {
      expect(status).toBe('READY');
      expect(text).toMatch(/^00:00:00 [^:]+: Thank you for calling/);
    }
    expect(found.some(({ status, text }) => status === 'READY' && text === null)).toBe(true);
    expect(files()).toHaveLength(read.length);
  });

  it('are asked of nobody unless they are selected', async () => {
    const document = CALLS.replace('status text', 'status url');
    const { errors } = await run(document, { variables: { first: 120 } });
    expect(errors).toEqual([]);
    expect(files()).toEqual([]);
    await run(
      'query Calls($first: Int, $if: Boolean = false) { callSessions(first: $first) { nodes { recordings { transcript { status text @include(if: $if) } } } } }',
    );
    expect(files()).toEqual([]);
  });

  it('that cannot be had are null with an error beside them, and the page says that it lacks them', async () => {
    demo.vendors['zoom-contact-center'].server.fault({ fault: { kind: 'status', status: 500 }, operation: 'media' });
    const { data, errors } = await run<{ callSessions: Page }>(CALLS, { variables: { first: 60 } });
    expect(errors.length).toBeGreaterThan(0);
    for (const error of errors)
      expect(error).toMatch(/^callSessions\.nodes\.\d+\.recordings\.\d+\.transcript\.text: PROVIDER_PROBLEM /);
    expect(data.callSessions.isComplete).toBe(false);
    expect(data.callSessions.problems.map(({ kind }) => kind)).toContain('UNAVAILABLE');
    expect(transcriptsOf(data.callSessions).some(({ text }) => text !== null)).toBe(true);
  });

  it('are asked of nobody for a caller without recordings:read', async () => {
    const caller = { ...ANYBODY, scopes: new Set(SCOPES.filter((scope) => scope !== 'recordings:read')) };
    const { data, errors } = await run<{ callSessions: Page }>(CALLS, { variables: { first: 60 }, caller });
    expect(files()).toEqual([]);
    expect(JSON.stringify(data)).not.toContain('Thank you');
    expect(errors.join('\n')).toMatch(/FORBIDDEN/);
  });

  it('of one recording is found by its id', async () => {
    const { data } = await run<{ callSessions: Page }>(CALLS, { variables: { first: 60 } });
    const [one] = transcriptsOf(data.callSessions).filter(({ text }) => text !== null);
    const again = await run<{ node: { transcript: { text: string } } }>(
      'query One($id: ID!) { node(id: $id) { ... on Recording { transcript { text } } } }',
      { variables: { id: one!.id } },
    );
    expect(again.errors).toEqual([]);
    expect(again.data.node.transcript.text).toBe(one!.text);
  });
});
