import { afterEach, describe, expect, it } from 'vitest';
import type { DemoCallgearOptions } from '../../../src/demo/callgear/index.ts';
import type { CallLink } from '../../../src/domain/call-references.ts';
import { PLACE_SELECTION, withFields } from '../../../src/domain/call-selection.ts';
import type { CallSession } from '../../../src/domain/call-session.ts';
import { toReferences } from '../../../src/providers/callgear/calls/row.ts';
import { valueOf } from '../../conformance/read-list.ts';
import { SIGNAL, type TestAccount, list, startAccount } from './account.ts';

let account: TestAccount;
afterEach(() => account.close());

const start = async (options: Partial<DemoCallgearOptions> = {}): Promise<void> => {
  account = await startAccount(options);
};
const selection = withFields(PLACE_SELECTION, ['references']);
const linksOf = (calls: readonly CallSession[]): CallLink[] =>
  calls.flatMap(({ references, startedAt }) =>
    (references?.externalIds ?? []).map((id) => ({ by: 'externalIds' as const, id, startedAt })),
  );

describe('the ids that outside systems gave a call', () => {
  it('are asked for only when they are selected', async () => {
    await start();
    const [call] = await list(account.createProvider(), { selection: PLACE_SELECTION });
    expect(call!.references).toBeUndefined();
    expect(account.paramsOf('get.calls_report')[0]!.fields).not.toContain('call_api_external_id');
    expect(toReferences({ call_api_external_id: 'a', ext_id: 'a' })).toEqual({ sessionIds: [], externalIds: ['a'] });
    expect(toReferences({ call_api_external_id: null, ext_id: 'b' })).toEqual({ sessionIds: [], externalIds: ['b'] });
  });

  it('lead to their calls also in an account that lacks one of the two columns', async () => {
    await start({ lacksColumns: ['ext_id'] });
    const links = linksOf(await list(account.createProvider(), { selection }));
    expect(links.length).toBeGreaterThan(3);
    const provider = account.createProvider();
    const slots = await provider.linkedCalls!.get(links, selection, SIGNAL);
    expect(slots.map((slot) => valueOf(slot)!.map((call) => call.references!.externalIds[0]))).toEqual(
      links.map(({ id }) => [id]),
    );
    const before = account.vendor.server.count();
    await provider.linkedCalls!.get(links, selection, SIGNAL);
    expect(account.vendor.server.count() - before).toBe(1);
  });

  it('are asked in halves where the vendor refuses a list', async () => {
    await start();
    const provider = account.createProvider();
    const links = linksOf(await list(provider, { selection }));
    account.vendor.server.fault({
      times: 1,
      fault: {
        kind: 'status',
        status: 200,
        body: {
          jsonrpc: '2.0',
          id: 'trunkline',
          error: { code: -32602, message: 'too long', data: { mnemonic: 'invalid_parameter_value' } },
        },
      },
    });
    const before = account.vendor.server.count();
    const slots = await provider.linkedCalls!.get(links, selection, SIGNAL);
    expect(slots.every((slot) => valueOf(slot)!.length === 1)).toBe(true);
    expect(account.vendor.server.count() - before).toBe(3);
  });
});
