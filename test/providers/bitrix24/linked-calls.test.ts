import { describe, expect, it } from 'vitest';
import type { CallLink } from '../../../src/domain/call-references.ts';
import { ROW_SELECTION, withFields } from '../../../src/domain/call-selection.ts';
import { ProviderError } from '../../../src/domain/provider-error.ts';
import { toReferences } from '../../../src/providers/bitrix24/calls/row.ts';
import { toLinkedQuestions } from '../../../src/providers/bitrix24/calls/get-linked-calls.ts';
import { listAll, valueOf } from '../../conformance/read-list.ts';
import { NOW } from '../../conformance/world.ts';
import { startPortal, unhurried } from './portal.ts';

const selection = withFields(ROW_SELECTION, ['references']);
const LOG = 'https://storage-gw-com-02.voximplant.com/voximplant-logs/2025/08/06/log?sessionid=3841557776';
const sessionLink = (id: string, startedAt = NOW): CallLink => ({ by: 'sessionIds', id, startedAt });

describe('the ids of other systems in a row', () => {
  it.each([
    ['its session', { SESSION_ID: '3841557776', CALL_LOG: null }, ['3841557776'], []],
    ['the session its log names', { SESSION_ID: null, CALL_LOG: LOG }, ['3841557776'], []],
    ['its session before that of the log', { SESSION_ID: '1', CALL_LOG: LOG }, ['1'], []],
    ['what an integration calls it', { EXTERNAL_CALL_ID: 'pbx-7' }, [], ['pbx-7']],
    ['nothing where nothing is said', { SESSION_ID: '0', CALL_LOG: '', EXTERNAL_CALL_ID: '' }, [], []],
    ['nothing in a log that is no link', { CALL_LOG: 'sessionid=12' }, [], []],
  ])('are %s', (_name, row, sessionIds, externalIds) => {
    expect(toReferences(row)).toEqual({ sessionIds, externalIds });
  });
});

describe('looking for sessions in the links to logs', () => {
  it('leaves the last digits open, so that a hundred sessions take few searches', () => {
    const links = Array.from({ length: 100 }, (_, index) => sessionLink(String(4_202_760_000 + index * 3)));
    const searches = toLinkedQuestions(links).filter(({ question }) => question.conditions[0]?.field === 'CALL_LOG');
    expect(searches.length).toBeLessThanOrEqual(30);
    expect(searches.flatMap((search) => search.links)).toHaveLength(100);
    expect(searches[0]!.question.conditions[0]!.values).toEqual(['sessionid=420276000']);
    expect(searches[0]!.narrower.map(({ question }) => question.conditions[0]!.values[0])).toContain(
      'sessionid=4202760003',
    );
  });

  it('searches for each by itself once a search with open digits fills a page', async () => {
    const { vendor, createProvider } = await startPortal({ count: 400 });
    const provider = createProvider();
    const calls = await listAll(provider, { selection });
    // The sessions of the portal's own telephony differ in their last digits alone.
    const own = calls.filter(({ references }) => references?.sessionIds[0]?.startsWith('9100'));
    const links = own
      .slice(0, 60)
      .map(({ references, startedAt }) => sessionLink(references!.sessionIds[0]!, startedAt));
    vendor.server.resetCounts();
    const slots = await provider.linkedCalls!.get(links, selection, unhurried());
    expect(slots.map((slot) => valueOf(slot)!.map(({ nativeId }) => nativeId))).toEqual(
      own.slice(0, 60).map(({ nativeId }) => [nativeId]),
    );
    expect(vendor.server.count()).toBeLessThanOrEqual(3);
  });

  it('asks nothing of ids that no row can hold', async () => {
    const { vendor, createProvider } = await startPortal();
    const links: CallLink[] = [
      sessionLink('3XilEfOvQEKRIWMWhX1jDg'),
      { by: 'externalIds', id: '', startedAt: NOW },
      { by: 'externalIds', id: 'x'.repeat(65), startedAt: NOW },
    ];
    expect(await createProvider().linkedCalls!.get(links, selection, unhurried())).toEqual([[], [], []]);
    expect(vendor.server.count()).toBe(0);
  });
});

describe('a row that cannot be read', () => {
  it('fails the links that lead to it, and no other', async () => {
    const { vendor, createProvider } = await startPortal();
    const rows = [
      { ID: '7', SESSION_ID: '11', CALL_START_DATE: 'yesterday' },
      { ID: '8', SESSION_ID: '12', CALL_START_DATE: '2026-04-30T10:00:00+02:00' },
    ];
    const result = { result: { c0: rows, c1: [], c2: [] }, result_error: [], result_total: {}, result_time: {} };
    vendor.server.fault({ fault: { kind: 'status', status: 200, body: { result, time: {} } } });
    const [bad, good] = await createProvider().linkedCalls!.get(
      [sessionLink('11'), sessionLink('12')],
      selection,
      unhurried(),
    );
    expect(bad).toBeInstanceOf(ProviderError);
    expect(bad).toMatchObject({ kind: 'unreadable' });
    expect(valueOf(good)).toMatchObject([{ nativeId: '8' }]);
  });
});
